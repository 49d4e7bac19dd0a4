package io.amphora.itests.faults;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.faults.Item.Upload;
import io.amphora.itests.wire.Answer;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Ends the uploads that were open, as a client does that lost its registry, and looks at what became of them. */
final class ResumeCheck {

    private final StreamingClient client;

    ResumeCheck(StreamingClient client) {
        this.client = client;
    }

    /**
     * Checks the uploads that were open before a cut; those that are no longer known as open after it may have ended.
     *
     * @return the faults, one line each
     */
    List<String> check(Ledger.State before, Ledger.State after) throws IOException {
        List<String> faults = new ArrayList<>();
        for (Upload upload : before.uploads().values()) {
            Answer status = client.status(upload.location());
            Upload later = after.uploads().get(upload.repository());
            if (status.status() == 404 && (later == null || later.number() != upload.number())) {
                continue;
            }
            if (status.status() != 204 || StreamingClient.received(status) < upload.acknowledged()) {
                faults.add("lost: " + upload + " is " + status);
            } else {
                finish(upload, status, faults);
            }
        }
        return faults;
    }

    private void finish(Upload upload, Answer status, List<String> faults) throws IOException {
        String digest = upload.draft().digest(StreamingClient.received(status));
        Answer answer = client.send(
                StreamingClient.finish(RegistryClient.location(status), digest), 0, out -> {}, new AtomicLong());
        MessageDigest pulled = Digests.sha256();
        if (answer.status() != 201
                || client.blob(upload.repository(), digest, Digests.into(pulled))
                                .status()
                        != 200
                || !Digests.name(pulled).equals(digest)) {
            faults.add("lost: " + upload + " ended with " + answer);
        }
    }
}
