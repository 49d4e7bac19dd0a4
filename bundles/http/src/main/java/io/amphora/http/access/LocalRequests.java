package io.amphora.http.access;

import io.amphora.http.transport.Peer;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;

/**
 * Tells requests that begin on this machine from those that merely pass through it, as far as that can be told: a proxy
 * that neither adds a header nor keeps {@code Host} looks local. Looks at raw headers and the socket only.
 */
final class LocalRequests {

    private static final Set<String> FORWARDING = Set.of("forwarded", "x-real-ip", "via");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private LocalRequests() {}

    /** Why a request is not local; nothing if it is. */
    static Optional<String> objection(HttpServletRequest request, Optional<Peer> peer) {
        if (!peer.map(Peer::isLoopback).orElse(false)) {
            return Optional.of("the connection is not a loopback one");
        }
        for (String name : Collections.list(request.getHeaderNames())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (FORWARDING.contains(lower) || lower.startsWith("x-forwarded-")) {
                return Optional.of("a proxy forwarded it, says " + lower);
            }
        }
        return hostObjection(request).or(() -> originObjection(request));
    }

    /** A page elsewhere whose name was made to resolve to loopback still sends its own name. */
    private static Optional<String> hostObjection(HttpServletRequest request) {
        List<String> hosts = Collections.list(request.getHeaders("Host"));
        if (hosts.size() != 1 || !isLoopback(hosts.get(0)) || !isLoopback(request.getServerName())) {
            return Optional.of("Host is not a loopback name");
        }
        return Optional.empty();
    }

    private static Optional<String> originObjection(HttpServletRequest request) {
        String host = request.getHeader("Host");
        for (String origin : Collections.list(request.getHeaders("Origin"))) {
            if (!origin.equals("http://" + host) && !origin.equals("https://" + host)) {
                return Optional.of("Origin is another site");
            }
        }
        for (String site : Collections.list(request.getHeaders("Sec-Fetch-Site"))) {
            if (!OWN_SITE.contains(site)) {
                return Optional.of("Sec-Fetch-Site is another site");
            }
        }
        return Optional.empty();
    }

    /** Whether a host, with or without a port, is {@code localhost}, {@code 127.0.0.0/8} or {@code ::1}. */
    static boolean isLoopback(String authority) {
        String host = authority.toLowerCase(Locale.ROOT);
        if (host.startsWith("[")) {
            return host.matches("\\[::1](:[0-9]{1,5})?");
        }
        return host.matches("localhost(:[0-9]{1,5})?") || host.matches("127(\\.[0-9]{1,3}){3}(:[0-9]{1,5})?");
    }
}
