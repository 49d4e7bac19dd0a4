package io.amphora.http.access;

import io.amphora.http.transport.Peer;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.access.Principal;
import io.amphora.registry.status.StatusLine;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;

/** The values of the setting {@code access}. */
public enum AccessMode implements AccessDecision {

    /** Nobody: the state before somebody decided. */
    CLOSED("", "nobody is served until the setting 'access' in io.amphora.http.cfg says who is") {
        @Override
        public Principal admit(HttpServletRequest request, Optional<Peer> peer) throws AccessRefusedException {
            throw AccessRefusedException.unauthorized(statusLine().value());
        }
    },

    /** This machine. */
    LOCAL("local", "this machine is served without login; a proxy on this machine makes everyone local") {
        @Override
        public Principal admit(HttpServletRequest request, Optional<Peer> peer) throws AccessRefusedException {
            Optional<String> objection = LocalRequests.objection(request, peer);
            if (objection.isPresent()) {
                throw AccessRefusedException.denied("access=local serves this machine only: " + objection.get());
            }
            return Principal.ANONYMOUS;
        }
    };

    private final String setting;
    private final String meaning;

    AccessMode(String setting, String meaning) {
        this.setting = setting;
        this.meaning = meaning;
    }

    /** Who is let in may read everything. */
    @Override
    public boolean mayRead(Principal principal, RepositoryName repository) {
        return this != CLOSED;
    }

    /** What it means, for an administrator. */
    public StatusLine statusLine() {
        return StatusLine.warning("access", meaning);
    }

    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException if there is no such value
     */
    public static AccessMode parse(String setting) {
        for (AccessMode mode : values()) {
            if (mode.setting.equals(setting.strip())) {
                return mode;
            }
        }
        throw new IllegalArgumentException("access: '" + setting + "' is neither empty nor local");
    }
}
