package io.amphora.itests.probe;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

/**
 * Watches storage drivers come and go in a container, and holds none: the commands {@code probe:seen} and
 * {@code probe:left} tell how many there were, and which of those that went are still in the heap. Knows no class of
 * theirs. Built into a bundle of its own by the test, so it refers to nothing but the framework.
 */
public final class Probe implements BundleActivator, AllServiceListener {

    private static final String DRIVERS = "(objectClass=io.amphora.storage.StorageDriver)";

    /** A driver that came; all but its name is gone when nobody else holds it. */
    private static final class Sighting {
        private final String name;
        private final long service;
        private final WeakReference<Object> driver;
        private final WeakReference<ClassLoader> loader;
        private boolean there = true;

        private Sighting(ServiceReference<?> reference, Object driver) {
            this.name = reference.getProperty("amphora.storage.name") + ", service "
                    + reference.getProperty("service.id") + ", " + reference.getBundle() + ", class "
                    + driver.getClass().getName();
            this.service = id(reference);
            this.driver = new WeakReference<>(driver);
            this.loader = new WeakReference<>(driver.getClass().getClassLoader());
        }
    }

    private final List<Sighting> sightings = new ArrayList<>();
    private BundleContext context;

    /** For the framework. */
    public Probe() {}

    @Override
    public void start(BundleContext bundleContext) throws InvalidSyntaxException {
        context = bundleContext;
        context.addServiceListener(this, DRIVERS);
        ServiceReference<?>[] present = context.getAllServiceReferences(null, DRIVERS);
        for (ServiceReference<?> reference : present == null ? new ServiceReference<?>[0] : present) {
            came(reference);
        }
        Map<String, Object> command =
                Map.of("osgi.command.scope", "probe", "osgi.command.function", new String[] {"seen", "left"});
        context.registerService(Probe.class, this, new Hashtable<>(command));
    }

    @Override
    public void stop(BundleContext bundleContext) {
        context.removeServiceListener(this);
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        if (event.getType() == ServiceEvent.REGISTERED) {
            came(event.getServiceReference());
        } else if (event.getType() == ServiceEvent.UNREGISTERING) {
            went(event.getServiceReference());
        }
    }

    private synchronized void came(ServiceReference<?> reference) {
        Object driver = context.getService(reference);
        if (driver != null && sightings.stream().noneMatch(seen -> seen.service == id(reference))) {
            sightings.add(new Sighting(reference, driver));
        }
        context.ungetService(reference);
    }

    private synchronized void went(ServiceReference<?> reference) {
        sightings.stream().filter(seen -> seen.service == id(reference)).forEach(seen -> seen.there = false);
    }

    private static long id(ServiceReference<?> reference) {
        return (Long) reference.getProperty("service.id");
    }

    /** How many drivers have come so far. */
    public synchronized String seen() {
        return "seen " + sightings.size();
    }

    /** Which of those that went are still there, or the loader of their classes. A collection should have run before. */
    public synchronized String left() {
        List<ClassLoader> inUse = new ArrayList<>();
        sightings.stream().filter(seen -> seen.there).forEach(seen -> inUse.add(seen.loader.get()));
        StringBuilder left = new StringBuilder();
        for (Sighting seen : sightings) {
            ClassLoader loader = seen.loader.get();
            if (!seen.there && seen.driver.get() != null) {
                left.append("left driver ").append(seen.name).append('\n');
            }
            if (!seen.there && loader != null && !inUse.contains(loader)) {
                left.append("left loader of ").append(seen.name).append('\n');
            }
        }
        return left.append("of ").append(sightings.size()).append(" drivers").toString();
    }
}
