package io.amphora.front;

import static org.osgi.service.http.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_NAME;
import static org.osgi.service.http.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_PATH;
import static org.osgi.service.http.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_SELECT;
import static org.osgi.service.http.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_ASYNC_SUPPORTED;
import static org.osgi.service.http.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME;
import static org.osgi.service.http.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import javax.servlet.Servlet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.context.ServletContextHelper;
import org.osgi.service.http.whiteboard.annotations.RequireHttpWhiteboard;

/**
 * Owns {@code /v2} in the container. By hand, because the order matters: Pax Web stumbles over a servlet whose context
 * comes after it, or goes before it.
 */
@Component(
        service = {},
        immediate = true,
        configurationPolicy = ConfigurationPolicy.IGNORE)
@RequireHttpWhiteboard
public final class RegistryAddress {

    private static final String NAME = "amphora";

    private final ServiceRegistration<ServletContextHelper> context;
    private final ServiceRegistration<Servlet> servlet;

    /** Called by declarative services. */
    @Activate
    public RegistryAddress(BundleContext bundle, @Reference FrontServlet front) {
        context = bundle.registerService(
                ServletContextHelper.class,
                new RegistryContext(),
                properties(Map.of(HTTP_WHITEBOARD_CONTEXT_NAME, NAME, HTTP_WHITEBOARD_CONTEXT_PATH, "/")));
        servlet = bundle.registerService(
                Servlet.class,
                front,
                properties(Map.of(
                        HTTP_WHITEBOARD_SERVLET_NAME,
                        NAME,
                        HTTP_WHITEBOARD_SERVLET_PATTERN,
                        new String[] {"/v2", "/v2/*"},
                        HTTP_WHITEBOARD_SERVLET_ASYNC_SUPPORTED,
                        true,
                        HTTP_WHITEBOARD_CONTEXT_SELECT,
                        "(" + HTTP_WHITEBOARD_CONTEXT_NAME + "=" + NAME + ")")));
    }

    /** Called by declarative services. */
    @Deactivate
    public void deactivate() {
        servlet.unregister();
        context.unregister();
    }

    private static Dictionary<String, Object> properties(Map<String, Object> entries) {
        return new Hashtable<>(entries);
    }
}
