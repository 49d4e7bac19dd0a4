package io.amphora.front;

import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.http.context.ServletContextHelper;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardContext;

/** A servlet context of our own, so that filters of other applications stay out. It has no resources. */
@Component(service = ServletContextHelper.class, scope = ServiceScope.BUNDLE)
@HttpWhiteboardContext(name = RegistryContext.NAME, path = "/")
public final class RegistryContext extends ServletContextHelper {

    static final String NAME = "amphora";

    /** Called by declarative services. */
    @Activate
    public RegistryContext() {
        super((Bundle) null);
    }

    /** Lets everything in: the endpoint decides about access. */
    @Override
    public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response) {
        return true;
    }
}
