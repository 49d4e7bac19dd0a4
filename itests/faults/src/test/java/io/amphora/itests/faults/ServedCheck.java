package io.amphora.itests.faults;

import io.amphora.itests.faults.Item.Blob;
import io.amphora.itests.faults.Item.Manifest;
import io.amphora.itests.faults.Ledger.TagName;
import io.amphora.itests.image.TestImage;
import io.amphora.itests.wire.Answer;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks the registry for what the clients know: what was acknowledged is served whole; what got no answer is served whole or
 * not at all. An item that was seen whole is not asked for again.
 */
final class ServedCheck {

    private final StreamingClient client;
    private final Set<Item> seen = new HashSet<>();

    ServedCheck(StreamingClient client) {
        this.client = client;
    }

    /**
     * Checks what is new since the last time.
     *
     * @return the faults, one line each
     */
    List<String> check(Ledger.State known) throws IOException {
        List<String> faults = new ArrayList<>();
        for (Item item : known.held()) {
            if (!seen.contains(item)) {
                served(item, faults, false);
            }
        }
        for (Item item : known.doubtful()) {
            served(item, faults, true);
        }
        for (TagName name : known.tags().keySet()) {
            tag(name, known.tags().get(name).possible(), faults);
        }
        return faults;
    }

    private void served(Item item, List<String> faults, boolean mayBeMissing) throws IOException {
        Served served = get(item);
        if (served.answer().status() == 404 && mayBeMissing) {
            return;
        }
        if (served.answer().status() != 200 || !served.digest().equals(digest(item))) {
            faults.add(item + " was " + (mayBeMissing ? "half done" : "acknowledged") + ", but is " + served);
        } else {
            seen.add(item);
        }
    }

    private Served get(Item item) throws IOException {
        if (item instanceof Blob blob) {
            MessageDigest sha256 = Digests.sha256();
            Answer answer = client.blob(blob.repository(), blob.digest(), Digests.into(sha256));
            return new Served(answer, Digests.name(sha256));
        }
        Answer answer = client.manifest(item.repository(), digest(item), TestImage.OCI_MANIFEST);
        return new Served(answer, Digests.of(answer.body()));
    }

    private void tag(TagName name, List<String> possible, List<String> faults) throws IOException {
        Answer answer = client.manifest(name.repository(), name.tag(), TestImage.OCI_MANIFEST);
        String digest = answer.status() == 404 ? null : Digests.of(answer.body());
        if ((answer.status() != 200 && answer.status() != 404) || !possible.contains(digest)) {
            faults.add(name + " must name one of " + possible + ", but is " + answer);
        }
    }

    private static String digest(Item item) {
        if (item instanceof Blob blob) {
            return blob.digest();
        }
        return ((Manifest) item).digest();
    }

    private record Served(Answer answer, String digest) {}
}
