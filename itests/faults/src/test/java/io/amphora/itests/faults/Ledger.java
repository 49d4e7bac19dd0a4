package io.amphora.itests.faults;

import io.amphora.itests.faults.Item.Tagging;
import io.amphora.itests.faults.Item.Upload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the clients know: which items were acknowledged, and which were asked for without an answer and so may be there or
 * not. Thread-safe.
 */
final class Ledger {

    /** A tag by its name. */
    record TagName(String repository, String tag) {}

    /**
     * What is known at one moment.
     *
     * @param held acknowledged layers and manifests
     * @param doubtful layers and manifests without an answer
     * @param tags what each tag may name
     * @param uploads the newest that was acknowledged of each open upload, by its repository
     */
    record State(Set<Item> held, Set<Item> doubtful, Map<TagName, TagNames> tags, Map<String, Upload> uploads) {

        int acknowledged() {
            long tagged = tags.values().stream()
                    .filter(names -> names.acknowledged() > 0)
                    .count();
            return held.size() + (int) tagged + uploads.size();
        }
    }

    /**
     * What a tag was to name, one after the other.
     *
     * @param digests all of them; the first one is null: at first it names nothing
     * @param acknowledged which one the registry last said it names
     */
    record TagNames(List<String> digests, int acknowledged) {

        static final TagNames NONE = new TagNames(Collections.singletonList(null), 0);

        /** What it may name: the last acknowledged, or what came after that. */
        List<String> possible() {
            return digests.subList(acknowledged, digests.size());
        }

        TagNames attempted(String digest) {
            List<String> more = new ArrayList<>(digests);
            more.add(digest);
            return new TagNames(more, acknowledged);
        }

        TagNames allAcknowledged() {
            return new TagNames(digests, digests.size() - 1);
        }

        /** What it may name at some instant between this and a later moment. */
        TagNames until(TagNames later) {
            return new TagNames(later.digests, acknowledged);
        }
    }

    private final Set<Item> held = new LinkedHashSet<>();
    private final Set<Item> doubtful = new LinkedHashSet<>();
    private final Map<TagName, TagNames> tags = new LinkedHashMap<>();
    private final Map<String, Upload> uploads = new LinkedHashMap<>();

    /** A request for the item is about to be sent. */
    synchronized void attempted(Item item) {
        if (item instanceof Tagging tagging) {
            tags.merge(
                    name(tagging),
                    TagNames.NONE.attempted(tagging.digest()),
                    (names, first) -> names.attempted(tagging.digest()));
        } else if (!held.contains(item)) {
            doubtful.add(item);
        }
    }

    /** The registry has the item. */
    synchronized void acknowledged(Item item) {
        if (item instanceof Tagging tagging) {
            tags.computeIfPresent(name(tagging), (name, names) -> names.allAcknowledged());
        } else if (item instanceof Upload upload) {
            uploads.put(upload.repository(), upload);
        } else {
            doubtful.remove(item);
            held.add(item);
        }
    }

    /** The upload of the repository ended, or is about to. */
    synchronized void ended(String repository) {
        uploads.remove(repository);
    }

    synchronized State state() {
        return new State(
                new LinkedHashSet<>(held), new LinkedHashSet<>(doubtful), Map.copyOf(tags), Map.copyOf(uploads));
    }

    private static TagName name(Tagging tagging) {
        return new TagName(tagging.repository(), tagging.tag());
    }
}
