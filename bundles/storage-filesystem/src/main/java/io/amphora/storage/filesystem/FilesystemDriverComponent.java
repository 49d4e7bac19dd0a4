package io.amphora.storage.filesystem;

import io.amphora.storage.StorageDriver;
import io.amphora.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Path;
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
 * One configured filesystem driver. It registers the driver itself, so that the plain key {@code name} becomes the
 * service property that others select by, no setting becomes one, and a directory that is not fit is never offered.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = FilesystemDriverComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = FilesystemSettings.class, factory = true)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"io.amphora.storage.StorageDriver\"",
        effective = "active")
public final class FilesystemDriverComponent {

    static final String PID = "io.amphora.storage.filesystem";

    private static final Logger LOG = LoggerFactory.getLogger(FilesystemDriverComponent.class);

    private final String name;
    private final FilesystemDriver driver;
    private final ServiceRegistration<StorageDriver> registration;

    /** Checks the directory and offers a driver over it. */
    @Activate
    public FilesystemDriverComponent(FilesystemSettings settings, BundleContext context) {
        name = settings.name();
        if (!StoragePath.isSegment(name)) {
            throw new IllegalArgumentException(
                    PID + ": 'name' must be letters, digits, '.', '_' or '-': '" + name + "'");
        }
        driver = open(settings);
        LOG.info("{}: storage in {}", name, settings.root());
        registration = context.registerService(StorageDriver.class, driver, properties(settings));
    }

    @Deactivate
    void deactivate() {
        registration.unregister();
        driver.close();
        LOG.info("{}: storage stopped", name);
    }

    private static FilesystemDriver open(FilesystemSettings settings) {
        try {
            Path root = Path.of(settings.root());
            // Other machines stamp a shared directory by clocks of their own.
            long listIndexBytes = settings.shared() ? 0 : settings.listIndexBytes();
            return FilesystemDriver.open(
                    new StoreOptions(settings.name(), root, settings.allowNetworkFilesystem(), listIndexBytes),
                    (change, path) -> {});
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(PID + ": " + settings.name() + ": " + e.getMessage(), e);
        }
    }

    private static Dictionary<String, Object> properties(FilesystemSettings settings) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(StorageDriver.NAME, settings.name());
        properties.put(StorageDriver.KIND, "filesystem");
        properties.put(StorageDriver.SHARED, settings.shared());
        return properties;
    }
}
