package io.amphora.storage.switching;

import io.amphora.storage.StorageDriver;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/**
 * What the service of a driver says about it.
 *
 * @param name the instance's name
 * @param kind what kind of driver it is
 * @param shared whether other nodes may use its store
 * @param passing whether its store ends with it
 * @param version of the bundle that brought it
 * @param ranking the service's
 * @param service the service's id, which grows with each registration
 */
record DriverProperties(
        String name, String kind, boolean shared, boolean passing, Version version, int ranking, long service) {

    static final Comparator<DriverProperties> PREFERENCE = Comparator.comparing(DriverProperties::version)
            .thenComparing(DriverProperties::ranking)
            .reversed()
            .thenComparing(DriverProperties::service);

    static DriverProperties of(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        return new DriverProperties(
                text(reference.getProperty(StorageDriver.NAME)),
                text(reference.getProperty(StorageDriver.KIND)),
                Boolean.TRUE.equals(reference.getProperty(StorageDriver.SHARED)),
                Boolean.TRUE.equals(reference.getProperty(StorageDriver.PASSING)),
                bundle == null ? Version.emptyVersion : bundle.getVersion(),
                reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0,
                reference.getProperty(Constants.SERVICE_ID) instanceof Long id ? id : 0);
    }

    private static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }

    @Override
    public String toString() {
        return "'" + name + "' (" + kind + " " + version + ")";
    }
}
