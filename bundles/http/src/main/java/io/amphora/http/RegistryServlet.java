package io.amphora.http;

import io.amphora.http.endpoint.Endpoints;
import io.amphora.http.endpoint.FaultReplies;
import io.amphora.http.exchange.Exchanges;
import io.amphora.http.reply.Reply;
import io.amphora.http.transport.BlockingCarrier;
import io.amphora.http.transport.Carrier;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.LayerService;
import io.amphora.registry.ManifestService;
import io.amphora.registry.Readiness;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryService;
import io.amphora.registry.TagService;
import io.amphora.registry.status.StatusLine;
import io.amphora.registry.status.StatusSource;
import java.util.List;
import java.util.Optional;
import javax.servlet.AsyncContext;
import javax.servlet.GenericServlet;
import javax.servlet.Servlet;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The distribution API, for whoever owns {@code /v2} in the container. Its services are mandatory and static on purpose:
 * when one goes this goes before it, and the owner holds requests at its gate until there is a new one.
 */
@Component(
        service = {Servlet.class, StatusSource.class},
        immediate = true,
        configurationPid = "io.amphora.http",
        property = "amphora.endpoint:Boolean=true")
@Designate(ocd = HttpConfiguration.class)
public final class RegistryServlet extends GenericServlet implements StatusSource {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(RegistryServlet.class);

    private final transient Exchanges exchanges;
    private final transient Endpoints endpoints;
    private final transient RequestHandling handling;
    private transient volatile HttpSettings settings;

    /** Called by declarative services. */
    @Activate
    public RegistryServlet(
            HttpConfiguration configuration,
            @Reference LayerService layers,
            @Reference ManifestService manifests,
            @Reference TagService tags,
            @Reference RepositoryService repositories,
            @Reference Readiness readiness) {
        settings = HttpSettings.atStart(configuration);
        exchanges = new Exchanges(settings.exchange(), notReady());
        endpoints = new Endpoints(layers, manifests, tags, repositories);
        handling = new RequestHandling(exchanges.transport(), () -> settings.access(), readiness, endpoints);
        tellAccess();
    }

    /** Takes new settings, for open requests too. What cannot be taken is logged and changes nothing. */
    @Modified
    public void modified(HttpConfiguration configuration) {
        try {
            settings = HttpSettings.of(configuration);
            exchanges.settings(settings.exchange());
            tellAccess();
        } catch (RuntimeException e) {
            // Text that is no number fails in the configuration's own methods, with an exception of the component
            // runtime.
            LOG.error("io.amphora.http: {}; the settings stay as they were", e.getMessage());
        }
    }

    /** Ends every open request. */
    @Deactivate
    public void deactivate() {
        exchanges.close();
    }

    /** Returns at once, or when the request has ended where a filter before us is not asynchronous. */
    @Override
    public void service(ServletRequest request, ServletResponse response) {
        if (request.isAsyncSupported()) {
            AsyncContext context =
                    request.isAsyncStarted() ? request.getAsyncContext() : request.startAsync(request, response);
            context.setTimeout(0);
            begin(Carrier.of(context));
        } else {
            BlockingCarrier carrier = new BlockingCarrier((HttpServletRequest) request, (HttpServletResponse) response);
            begin(carrier);
            carrier.run();
        }
    }

    private void begin(Carrier carrier) {
        exchanges.begin(
                carrier,
                fault -> FaultReplies.of(fault, Optional.empty()),
                exchange -> () -> handling.handle(exchange));
    }

    @Override
    public String topic() {
        return "http";
    }

    @Override
    public List<StatusLine> status() {
        return List.of(
                settings.access().statusLine(),
                StatusLine.info("open requests", String.valueOf(exchanges.size())),
                StatusLine.info("large buffers in use", String.valueOf(exchanges.buffersInUse())),
                StatusLine.info("manifest bytes in memory", String.valueOf(endpoints.manifestBytes())));
    }

    private void tellAccess() {
        StatusLine access = settings.access().statusLine();
        LOG.warn("{}: {}", access.name(), access.value());
    }

    private static Reply notReady() {
        return FaultReplies.of(
                        new RegistryException(ErrorCode.UNAVAILABLE, "reason", "the registry stops"), Optional.empty())
                .with("Connection", "close");
    }
}
