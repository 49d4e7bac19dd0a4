package io.amphora.front;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the settings in force. Apart from the servlet, because the container would take that out and in again whenever a
 * property of its service changes. What cannot be taken is logged and changes nothing: the address must be held.
 */
@Component(service = GateSettings.class, configurationPid = "io.amphora.http")
@Designate(ocd = GateConfiguration.class)
public final class GateSettings {

    private static final Logger LOG = LoggerFactory.getLogger(GateSettings.class);

    private volatile GateLimits limits = GateLimits.DEFAULT;

    /** Called by declarative services. */
    @Activate
    public GateSettings(GateConfiguration configuration) {
        modified(configuration);
    }

    /** Called by declarative services. */
    @Modified
    public void modified(GateConfiguration configuration) {
        try {
            limits = GateLimits.of(configuration);
        } catch (RuntimeException e) {
            // Text that is no number fails in the configuration's own methods, with an exception of the component
            // runtime.
            LOG.error("io.amphora.http: {}; the gate's settings stay as they were", e.getMessage());
        }
    }

    GateLimits limits() {
        return limits;
    }
}
