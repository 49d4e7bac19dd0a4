package io.amphora.storage.switching;

import io.amphora.storage.StorageDriver;
import io.amphora.storage.admin.DriverStatus;
import io.amphora.storage.admin.StorageDrivers;
import io.amphora.storage.lease.ActiveStorage;
import io.amphora.storage.lease.StorageLease;
import io.amphora.storage.lease.StorageUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.ServiceReference;
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
        configurationPid = "io.amphora.storage",
        immediate = true)
@Designate(ocd = SwitchConfiguration.class)
public final class StorageSwitch implements ActiveStorage, StorageDrivers {

    private static final Logger LOG = LoggerFactory.getLogger(StorageSwitch.class);

    private final Map<ServiceReference<StorageDriver>, Candidate> services = new ConcurrentHashMap<>();
    private final SwitchThreads threads = new SwitchThreads();
    private final Roster roster = new Roster();
    private final Gate gate;
    private final Prober prober;
    private final Room room = new Room(threads.probes());
    private volatile SwitchSettings settings = SwitchSettings.DEFAULT;

    /** Made by declarative services. */
    @Activate
    public StorageSwitch(SwitchConfiguration configuration) {
        this();
        modified(configuration);
    }

    StorageSwitch() {
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
        Candidate candidate = new Candidate(driver, DriverProperties.of(reference));
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

    void use(SwitchSettings changed) {
        settings = changed;
        roster.want(changed.driver());
        settle();
    }

    void attach(Candidate candidate) {
        LOG.info("Storage driver {} is there", candidate);
        roster.add(candidate);
        settle();
        prober.read(candidate);
    }

    void detach(Candidate candidate) {
        settled(roster.remove(candidate));
        prober.forget(candidate);
    }

    /** The driver is the same, and so is its store. */
    void update(Candidate candidate, DriverProperties properties) {
        settled(roster.update(candidate, properties));
    }

    boolean isActive(Candidate candidate) {
        return roster.view().active().filter(active -> active == candidate).isPresent();
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
