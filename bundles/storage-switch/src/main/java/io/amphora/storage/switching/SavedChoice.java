package io.amphora.storage.switching;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Objects;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The choice of a driver in the configuration, which the container keeps over a restart. */
final class SavedChoice {

    static final String PID = "io.amphora.storage";

    private static final Logger LOG = LoggerFactory.getLogger(SavedChoice.class);

    private static final String KEY = "driver";

    private final ConfigurationAdmin configurations;

    SavedChoice(ConfigurationAdmin configurations) {
        this.configurations = configurations;
    }

    /** Writes the choice; whether it is kept. */
    boolean save(String driver) {
        try {
            Configuration configuration = configurations.getConfiguration(PID, "?");
            Dictionary<String, Object> properties = configuration.getProperties();
            Dictionary<String, Object> changed = properties == null ? new Hashtable<>() : properties;
            if (!Objects.equals(changed.get(KEY), driver)) {
                changed.put(KEY, driver);
                configuration.update(changed);
            }
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("The choice of storage driver '{}' does not hold after a restart: it cannot be saved", driver, e);
            return false;
        }
    }
}
