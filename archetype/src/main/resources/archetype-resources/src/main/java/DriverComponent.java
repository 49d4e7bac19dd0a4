package ${package};

import io.amphora.storage.StorageDriver;
import io.amphora.storage.StoragePath;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One store, made when its configuration file appears, ended when that goes or the bundle stops. It offers the driver to
 * the registry only when it is ready, and takes it back before it ends.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = DriverComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DriverSettings.class, factory = true)
public final class DriverComponent {

    static final String PID = "${package}";

    private static final Logger LOG = LoggerFactory.getLogger(DriverComponent.class);

    private final String name;
    private final MapDriver driver;
    private final ServiceRegistration<StorageDriver> registration;

    /** Checks the settings, opens the store and offers it. What it throws is logged, and nothing is offered. */
    @Activate
    public DriverComponent(DriverSettings settings, BundleContext context) {
        name = settings.name();
        if (!StoragePath.isSegment(name)) {
            throw new IllegalArgumentException(
                    PID + ": 'name' must be letters, digits, '.', '_' or '-': '" + name + "'");
        }
        if (settings.maxBytes() < 1 || settings.maxBytes() > MapStore.LARGEST) {
            throw new IllegalArgumentException(
                    PID + ": " + name + ": 'maxBytes' must be 1 to " + MapStore.LARGEST + ": " + settings.maxBytes());
        }
        driver = new MapDriver(new MapStore(name, settings.maxBytes()));
        LOG.info("{}: storage of kind ${kind}, at most {} bytes", name, settings.maxBytes());
        registration = context.registerService(StorageDriver.class, driver, properties());
    }

    /** First nobody gets the driver any more, and the registry moves what runs; then it ends. */
    @Deactivate
    void deactivate() {
        registration.unregister();
        driver.close();
        LOG.info("{}: storage of kind ${kind} stopped", name);
    }

    private Dictionary<String, Object> properties() {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(StorageDriver.NAME, name);
        properties.put(StorageDriver.KIND, "${kind}");
        properties.put(StorageDriver.SHARED, false);
        return properties;
    }
}
