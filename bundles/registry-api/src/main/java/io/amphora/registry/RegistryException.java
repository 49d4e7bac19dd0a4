package io.amphora.registry;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A request cannot be done, for one or more reasons that its caller may know. */
public class RegistryException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient List<RegistryError> errors;

    /** One fault with one field of detail. */
    public RegistryException(ErrorCode code, String field, Object value) {
        this(List.of(RegistryError.of(code, field, value)));
    }

    /** One fault without detail, because of {@code cause}, which is for the log. */
    public RegistryException(ErrorCode code, Throwable cause) {
        super(code.message(), cause);
        this.errors = List.of(new RegistryError(code, Map.of()));
    }

    /**
     * All faults at once.
     *
     * @param errors at least one; the first decides the status
     */
    public RegistryException(List<RegistryError> errors) {
        super(errors.get(0).code().message() + " " + errors.get(0).detail());
        this.errors = List.copyOf(errors);
    }

    /** The faults, at least one. */
    public List<RegistryError> errors() {
        return errors;
    }

    /** The code of the first fault, which decides the status. */
    public ErrorCode code() {
        return errors.get(0).code();
    }
}
