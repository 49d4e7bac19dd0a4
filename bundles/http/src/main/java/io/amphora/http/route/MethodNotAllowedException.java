package io.amphora.http.route;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import java.util.List;

/** An address is known, but not with this method. */
public final class MethodNotAllowedException extends RegistryException {

    private static final long serialVersionUID = 1L;

    private final String allowed;

    private MethodNotAllowedException(String allowed) {
        super(ErrorCode.UNSUPPORTED, "allowed", allowed);
        this.allowed = allowed;
    }

    /** The value of the header {@code Allow}. */
    public String allowed() {
        return allowed;
    }

    static void check(String method, List<String> allowed) throws MethodNotAllowedException {
        if (!allowed.contains(method)) {
            throw new MethodNotAllowedException(String.join(", ", allowed));
        }
    }
}
