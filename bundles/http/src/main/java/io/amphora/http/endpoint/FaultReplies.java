package io.amphora.http.endpoint;

import io.amphora.http.access.AccessRefusedException;
import io.amphora.http.reply.JsonReply;
import io.amphora.http.reply.Reply;
import io.amphora.http.route.MethodNotAllowedException;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryError;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.UploadConflictException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one place where faults become answers. */
public final class FaultReplies {

    private static final int RETRY_SECONDS = 1;

    private FaultReplies() {}

    /** The answer to a fault of a request for a repository, or for none. */
    public static Reply of(Throwable fault, Optional<RepositoryName> repository) {
        if (!(fault instanceof RegistryException known)) {
            return of(new RegistryException(List.of(new RegistryError(ErrorCode.UNKNOWN, Map.of()))), repository);
        }
        Reply reply = JsonReply.errors(known.code().status(), known.errors());
        if (known instanceof UploadConflictException conflict && repository.isPresent()) {
            return UploadReplies.at(reply, repository.get(), conflict.status());
        }
        if (known instanceof MethodNotAllowedException method) {
            return reply.with("Allow", method.allowed());
        }
        if (known instanceof AccessRefusedException refused) {
            return refused.challenge()
                    .map(challenge -> reply.with("WWW-Authenticate", challenge))
                    .orElse(reply);
        }
        boolean later = known.code() == ErrorCode.UNAVAILABLE || known.code() == ErrorCode.TOOMANYREQUESTS;
        return later ? reply.with("Retry-After", String.valueOf(RETRY_SECONDS)) : reply;
    }
}
