package io.amphora.http;

import io.amphora.http.access.AccessDecision;
import io.amphora.http.endpoint.Call;
import io.amphora.http.endpoint.Endpoints;
import io.amphora.http.endpoint.FaultReplies;
import io.amphora.http.exchange.Exchange;
import io.amphora.http.reply.Answer;
import io.amphora.http.reply.Intake;
import io.amphora.http.reply.JsonReply;
import io.amphora.http.reply.Reply;
import io.amphora.http.route.Query;
import io.amphora.http.route.Route;
import io.amphora.http.route.RouteParser;
import io.amphora.http.transport.Transport;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.Readiness;
import io.amphora.registry.RegistryException;
import io.amphora.registry.access.Principal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import javax.servlet.http.HttpServletRequest;

/**
 * What happens to a request, in this order: limits of transport, address and grammar, who asks, whether storage is there,
 * look-up, body.
 */
final class RequestHandling {

    private static final int EXPECTATION_FAILED = 417;

    private final Transport transport;
    private final Supplier<AccessDecision> access;
    private final Readiness readiness;
    private final Endpoints endpoints;

    RequestHandling(Transport transport, Supplier<AccessDecision> access, Readiness readiness, Endpoints endpoints) {
        this.transport = transport;
        this.access = access;
        this.readiness = readiness;
        this.endpoints = endpoints;
    }

    void handle(Exchange exchange) throws IOException {
        HttpServletRequest request = exchange.request();
        String expectation = request.getHeader("Expect");
        if (expectation != null && !expectation.equalsIgnoreCase("100-continue")) {
            exchange.reply(JsonReply.errors(EXPECTATION_FAILED, List.of()));
            return;
        }
        if (request.getHeader("Host") == null) {
            throw new RegistryException(ErrorCode.PARAMETER_UNSUPPORTED, "reason", "no Host");
        }
        Route route = RouteParser.parse(request.getMethod(), request.getRequestURI());
        exchange.subject(route.toString());
        exchange.onFault(fault -> FaultReplies.of(fault, route.repository()));
        AccessDecision decision = access.get();
        Principal principal = decision.admit(request, transport.peer(request));
        Call call = new Call(request, Query.parse(request.getQueryString()), principal, decision);
        readiness
                .whenReady()
                .whenComplete((ready, fault) -> exchange.run(() -> {
                    if (fault != null) {
                        throw unavailable(fault);
                    }
                    serve(exchange, call, route);
                }));
    }

    private void serve(Exchange exchange, Call call, Route route) throws IOException {
        Answer answer = endpoints.answer(call, route);
        if (answer instanceof Intake intake) {
            exchange.receive(intake);
        } else if (answer instanceof Reply reply) {
            exchange.reply(reply);
        }
    }

    private static RegistryException unavailable(Throwable fault) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        return cause instanceof RegistryException known ? known : new RegistryException(ErrorCode.UNAVAILABLE, cause);
    }
}
