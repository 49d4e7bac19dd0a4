package io.amphora.itests.rogue;

import io.amphora.storage.StorageDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/** One configured rogue. Its service can go before the component does. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.amphora.itests.rogue",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RogueSettings.class, factory = true)
public final class RogueComponent {

    private final RogueDriver driver;
    private final ServiceRegistration<StorageDriver> registration;
    private final AtomicBoolean left = new AtomicBoolean();

    /** Registers the driver. */
    @Activate
    public RogueComponent(RogueSettings settings, BundleContext context) throws IOException {
        Path root = Files.createDirectories(Path.of(settings.root()));
        Orders orders = new Orders(settings.name(), Path.of(settings.orders()), this::leave);
        driver = new RogueDriver(new DirectoryDriver(settings.name(), root), orders);
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(StorageDriver.NAME, settings.name());
        properties.put(StorageDriver.KIND, "rogue");
        registration = context.registerService(StorageDriver.class, driver, properties);
    }

    @Deactivate
    void deactivate() {
        unregister();
        driver.close();
    }

    /** On a thread of its own: whoever calls the driver is waited for by those who are told that it goes. */
    private void leave() {
        new Thread(this::unregister, "rogue leaves").start();
    }

    private void unregister() {
        if (left.compareAndSet(false, true)) {
            registration.unregister();
        }
    }
}
