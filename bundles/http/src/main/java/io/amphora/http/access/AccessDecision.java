package io.amphora.http.access;

import io.amphora.http.transport.Peer;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.access.Principal;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;

/** Decides who is served. Called before anything is looked up; may wait for others, on no container thread. */
public interface AccessDecision {

    /**
     * Lets a request in.
     *
     * @param peer the ends of its connection, if they are known
     * @throws AccessRefusedException if it is not served
     */
    Principal admit(HttpServletRequest request, Optional<Peer> peer) throws AccessRefusedException;

    /**
     * Whether somebody who was let in may read a repository beside the one that was asked for, such as the source of a
     * mount.
     */
    boolean mayRead(Principal principal, RepositoryName repository);
}
