package io.amphora.storage.memory;

import io.amphora.storage.StorageDriver;
import io.amphora.storage.StoragePath;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.annotation.bundle.Capability;
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
 * One configured memory driver. It registers the driver itself, so that the plain key {@code name} becomes the service
 * property that others select by, and no setting becomes one.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = MemoryDriverComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = MemorySettings.class, factory = true)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"io.amphora.storage.StorageDriver\"",
        effective = "active")
public final class MemoryDriverComponent {

    static final String PID = "io.amphora.storage.memory";

    private static final Logger LOG = LoggerFactory.getLogger(MemoryDriverComponent.class);

    private final String name;
    private final MemoryDriver driver;
    private final ServiceRegistration<StorageDriver> registration;

    /** Opens an empty store. */
    @Activate
    public MemoryDriverComponent(MemorySettings settings, BundleContext context) {
        name = settings.name();
        if (!StoragePath.isSegment(name)) {
            throw new IllegalArgumentException(
                    PID + ": 'name' must be letters, digits, '.', '_' or '-': '" + name + "'");
        }
        if (settings.maxBytes() < 1) {
            throw new IllegalArgumentException(PID + ": " + name + ": 'maxBytes' must be at least 1");
        }
        driver = new MemoryDriver(new MemoryStore(name, settings.maxBytes()));
        LOG.info("{}: storage in memory, at most {} bytes, gone when it stops", name, settings.maxBytes());
        registration = context.registerService(StorageDriver.class, driver, properties(name));
    }

    @Deactivate
    void deactivate() {
        registration.unregister();
        driver.close();
        LOG.info("{}: storage in memory stopped", name);
    }

    private static Dictionary<String, Object> properties(String name) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(StorageDriver.NAME, name);
        properties.put(StorageDriver.KIND, "memory");
        properties.put(StorageDriver.SHARED, false);
        properties.put(StorageDriver.PASSING, true);
        return properties;
    }
}
