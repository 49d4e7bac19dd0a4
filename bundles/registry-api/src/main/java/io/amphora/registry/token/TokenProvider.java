package io.amphora.registry.token;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes and checks the tokens by which any node goes on with an upload. Implemented by bundles as a service, called from
 * any thread. A token is a hint: storage decides what an upload has.
 */
@ConsumerType
public interface TokenProvider {

    /** The first character of every token of this provider, of the base64url alphabet; tells providers apart. */
    char prefix();

    /**
     * Makes a token.
     *
     * @return unpadded base64url, at most {@value io.amphora.registry.UploadReference#MAX_TOKEN} characters, beginning with
     *     {@link #prefix}
     * @throws TokenUnavailableException if none can be made now
     */
    String issue(UploadBinding binding, UploadPosition position) throws TokenUnavailableException;

    /**
     * Checks a token, in time that does not tell how wrong it is.
     *
     * @param expected what the request is about
     * @throws TokenRefusedException if it is not a token for that; says which part is wrong
     * @throws TokenUnavailableException if it cannot be checked now
     */
    UploadPosition verify(String token, UploadBinding expected) throws TokenRefusedException, TokenUnavailableException;

    /**
     * The fingerprint of the key that signs, by which the nodes of a shared store tell whether they share it; empty for a
     * provider without keys, or while there is none.
     */
    Optional<String> fingerprint();

    /**
     * Whether the key was given by an administrator. A key that this node made itself is not known to others, so it does not
     * do for a shared store.
     */
    boolean configured();
}
