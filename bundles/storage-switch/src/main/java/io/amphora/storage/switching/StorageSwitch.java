package io.amphora.storage.switching;

import io.amphora.storage.StorageDriver;
import io.amphora.storage.admin.DriverCheck;
import io.amphora.storage.admin.DriverStatus;
import io.amphora.storage.admin.StorageDrivers;
import io.amphora.storage.admin.Swap;
import io.amphora.storage.admin.SwapRefusedException;
import io.amphora.storage.lease.ActiveStorage;
import io.amphora.storage.lease.StorageLease;
import io.amphora.storage.lease.StorageUnavailableException;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases out the storage driver that has the configured name; among several with it the one of the higher bundle version,
 * then ranking. A driver over another store than the one used before is refused, and the old one kept while it is there.
 */
@Component(
        service = {ActiveStorage.class, StorageDrivers.class},
        configurationPid = SavedChoice.PID,
        immediate = true)
@Designate(ocd = SwitchConfiguration.class)
public final class StorageSwitch implements ActiveStorage, StorageDrivers {

    private static final Logger LOG = LoggerFactory.getLogger(StorageSwitch.class);

    private final Map<ServiceReference<StorageDriver>, Candidate> services = new ConcurrentHashMap<>();
    private final SwitchThreads threads = new SwitchThreads();
    private final Roster roster;
    /** Writes the name of the chosen driver down; whether it is kept. */
    private final Predicate<String> savedChoice;

    private final Gate gate;
    private final Prober prober;
    private final Room room = new Room(threads.probes());
    private volatile SwitchSettings settings = SwitchSettings.DEFAULT;

    /** Made by declarative services. */
    @Activate
    public StorageSwitch(
            SwitchConfiguration configuration, BundleContext bundle, @Reference ConfigurationAdmin configurations) {
        this(
                new SavedChoice(configurations)::save,
                new StoreMemory(Optional.ofNullable(bundle.getDataFile("store")).map(File::toPath)));
        modified(configuration);
    }

    StorageSwitch(Predicate<String> savedChoice, StoreMemory memory) {
        this.savedChoice = savedChoice;
        this.roster = new Roster(() -> this.settings.gateTime(), memory);
        this.gate = new Gate(threads.timer(), roster::isAvailable, roster::reason);
        this.prober = new Prober(threads.probes(), threads.timer(), () -> this.settings.retryTime(), this::settle);
    }

    @Modified
    void modified(SwitchConfiguration configuration) {
        try {
            use(SwitchSettings.of(configuration));
        } catch (RuntimeException e) {
            // Also what the container throws when a value is no number.
            LOG.error("The settings of io.amphora.storage are not used: {}", e.getMessage());
            if (!roster.wantsSomebody()) {
                SwitchSettings.defaultsFor(configuration).ifPresent(this::use);
            }
            roster.refuseSettings("the settings of io.amphora.storage are wrong: " + e.getMessage());
            settle();
        }
    }

    @Deactivate
    void deactivate() {
        roster.close();
        gate.close();
        threads.close();
    }

    @Reference(
            service = StorageDriver.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "updatedDriver")
    void addDriver(ServiceReference<StorageDriver> reference, StorageDriver driver) {
        Candidate candidate = candidate(driver, DriverProperties.of(reference));
        services.put(reference, candidate);
        attach(candidate);
    }

    void updatedDriver(ServiceReference<StorageDriver> reference) {
        Candidate known = services.get(reference);
        DriverProperties properties = DriverProperties.of(reference);
        if (known != null && !known.properties().equals(properties)) {
            update(known, properties);
        }
    }

    void removeDriver(ServiceReference<StorageDriver> reference) {
        Candidate candidate = services.remove(reference);
        if (candidate != null) {
            detach(candidate);
        }
    }

    @Override
    public StorageLease lease() throws StorageUnavailableException {
        return roster.lease();
    }

    @Override
    public CompletionStage<Void> whenAvailable() {
        SwitchSettings current = settings;
        return gate.pass(current.gateTime(), current.gateWaiters());
    }

    @Override
    public List<DriverStatus> list() {
        Roster.View view = roster.view();
        room.ask(view.candidates());
        return new DriverList(view).list();
    }

    @Override
    public Swap use(String name, boolean force) throws SwapRefusedException {
        try {
            return new DriverChoice(roster, savedChoice).use(name, force);
        } finally {
            settle();
        }
    }

    @Override
    public DriverCheck check(String name) {
        Candidate candidate = roster.find(name)
                .orElseThrow(() -> new IllegalArgumentException("no storage driver is named '" + name + "'"));
        try (DriverProbe probe = new DriverProbe(candidate)) {
            return probe.check();
        }
    }

    Candidate candidate(StorageDriver driver, DriverProperties properties) {
        return new Candidate(driver, properties, () -> settings.calls(), threads.driver(properties.name()));
    }

    void use(SwitchSettings changed) {
        settings = changed;
        roster.want(changed.driver());
        roster.view().candidates().forEach(candidate -> candidate.calls().resize());
        settle();
    }

    void attach(Candidate candidate) {
        LOG.info("Storage driver {} is there", candidate);
        roster.add(candidate);
        settle();
        prober.read(candidate);
    }

    /** Keeps the driver's service from going until nobody uses it. */
    void detach(Candidate candidate) {
        settled(roster.remove(candidate));
        prober.forget(candidate);
        SwitchSettings.Times times = settings.departure();
        new Departure(candidate, threads.movers(), times.move()).hold(times.grace(), roster::isAvailable);
    }

    /** The driver is the same, and so is its store. */
    void update(Candidate candidate, DriverProperties properties) {
        settled(roster.update(candidate, properties));
    }

    boolean isActive(Candidate candidate) {
        return roster.view().active().filter(active -> active == candidate).isPresent();
    }

    /** Why no driver is active. */
    String reason() {
        return roster.reason();
    }

    int waiting() {
        return gate.waiting();
    }

    private void settle() {
        settled(roster.settle());
    }

    private void settled(Optional<Candidate> unmarked) {
        unmarked.ifPresent(prober::make);
        if (roster.isAvailable()) {
            gate.open();
        }
    }
}
