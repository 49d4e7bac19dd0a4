package io.amphora.http.endpoint;

import io.amphora.http.access.AccessDecision;
import io.amphora.http.route.Query;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.access.Principal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;

/**
 * A request as the endpoints see it, after it was let in.
 *
 * @param request for method and headers only; its body and parameters are not touched
 * @param query its parameters
 * @param principal who asks
 * @param access who let the request in, and knows what else the caller may do
 */
public record Call(HttpServletRequest request, Query query, Principal principal, AccessDecision access) {

    /** Whether the caller may read a repository beside the one that the request is for. */
    boolean mayRead(RepositoryName repository) {
        return access.mayRead(principal, repository);
    }

    String method() {
        return request.getMethod();
    }

    boolean isHead() {
        return method().equals("HEAD");
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    List<String> headers(String name) {
        return Collections.list(request.getHeaders(name));
    }

    /** The announced length of the body in bytes; -1 if it is not announced. */
    long contentLength() {
        return request.getContentLengthLong();
    }

    /** Whether a body follows, perhaps an empty one. */
    boolean hasBody() {
        return contentLength() > 0 || header("Transfer-Encoding").isPresent();
    }
}
