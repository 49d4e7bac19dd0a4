package io.amphora.front;

import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.framework.Bundle;
import org.osgi.service.http.context.ServletContextHelper;

/** A servlet context of our own, so that filters of other applications stay out. It has no resources. */
final class RegistryContext extends ServletContextHelper {

    RegistryContext() {
        super((Bundle) null);
    }

    /** Lets everything in: the endpoint decides about access. */
    @Override
    public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response) {
        return true;
    }
}
