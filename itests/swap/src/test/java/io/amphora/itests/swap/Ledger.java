package io.amphora.itests.swap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** What the registry said it has. Thread-safe. */
final class Ledger {

    /** A tag by its name; one client sets it, many read it. */
    record TagName(String repository, String tag) {}

    /** The manifests that a tag was to name, one after the other, and which of them the registry last acknowledged. */
    private record Tagged(List<String> digests, int acknowledged) {}

    private final List<Blob> blobs = new ArrayList<>();
    private final Map<TagName, Tagged> tags = new ConcurrentHashMap<>();

    synchronized void stored(Blob blob) {
        blobs.add(blob);
    }

    synchronized List<Blob> blobs() {
        return List.copyOf(blobs);
    }

    /** One of the blobs of at least that size, if there are any. */
    Optional<Blob> anyBlob(Random random, long leastSize) {
        List<Blob> fit =
                blobs().stream().filter(blob -> blob.size() >= leastSize).toList();
        return fit.isEmpty() ? Optional.empty() : Optional.of(fit.get(random.nextInt(fit.size())));
    }

    /** A client is about to let the tag name this manifest. */
    void tagging(TagName name, String digest) {
        Tagged before = tags.getOrDefault(name, new Tagged(List.of(), -1));
        List<String> more = new ArrayList<>(before.digests());
        more.add(digest);
        tags.put(name, new Tagged(more, before.acknowledged()));
    }

    /** The registry says that the tag names the manifest that was last tried. */
    void tagged(TagName name) {
        tags.computeIfPresent(
                name, (key, was) -> new Tagged(was.digests(), was.digests().size() - 1));
    }

    /** One of the tags that the registry has acknowledged, if there are any. */
    Optional<TagName> anyTag(Random random) {
        List<TagName> fit = tags.entrySet().stream()
                .filter(entry -> entry.getValue().acknowledged() >= 0)
                .map(Map.Entry::getKey)
                .toList();
        return fit.isEmpty() ? Optional.empty() : Optional.of(fit.get(random.nextInt(fit.size())));
    }

    /** How often the tag was set and acknowledged; to be asked before a request that reads it. */
    int settled(TagName name) {
        return tags.get(name).acknowledged();
    }

    /** What a request may have seen that began when so much was settled and is over now. */
    List<String> possible(TagName name, int settled) {
        List<String> digests = tags.get(name).digests();
        return digests.subList(settled, digests.size());
    }

    List<TagName> tags() {
        return List.copyOf(tags.keySet());
    }
}
