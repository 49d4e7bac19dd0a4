package io.amphora.registry.core.settings;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.status.StatusLine;
import io.amphora.registry.status.StatusSource;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;

/** What clients may ask of the registry, apart from rights: switches of {@code io.amphora.registry}. Thread-safe. */
@Component(
        configurationPid = Switches.PID,
        service = {Switches.class, StatusSource.class})
public final class Switches implements StatusSource {

    static final String PID = "io.amphora.registry";

    private final LastGood<Boolean> deleteEnabled = new LastGood<>(PID + " deleteEnabled", true);

    /** With the settings of the moment. */
    @Activate
    public Switches(Configuration configuration) {
        modified(configuration);
    }

    /** The switches among the settings; they are described where the limits of the same PID are. */
    public @interface Configuration {

        /** Whether clients can delete. */
        boolean deleteEnabled() default true;
    }

    /** Takes new settings for the requests to come. */
    @Modified
    public void modified(Configuration configuration) {
        deleteEnabled.take(configuration::deleteEnabled);
    }

    /**
     * Checks that deleting is allowed.
     *
     * @throws RegistryException {@link ErrorCode#UNSUPPORTED} if it is not
     */
    public void checkDelete() throws RegistryException {
        if (!deleteEnabled.get()) {
            throw new RegistryException(ErrorCode.UNSUPPORTED, "reason", "deleting is switched off: deleteEnabled");
        }
    }

    @Override
    public String topic() {
        return "switches";
    }

    @Override
    public List<StatusLine> status() {
        return deleteEnabled.status();
    }
}
