package io.amphora.storage.filesystem;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The names of the directories that were listed last, within a number of bytes. Thread-safe. */
final class NameIndexes {

    /** What an entry takes beside its names, generously. */
    static final long OVERHEAD = 1024;

    private final long most;
    private final Map<Path, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long size;

    private record Entry(DirectoryState state, PackedNames names) {

        long size() {
            return names.size() + OVERHEAD;
        }
    }

    NameIndexes(long most) {
        this.most = most;
    }

    /** The names in a directory of that state. Those of any other state are dropped. */
    synchronized Optional<PackedNames> find(Path directory, DirectoryState state) {
        Entry entry = entries.get(directory);
        if (entry == null) {
            return Optional.empty();
        }
        if (!entry.state.equals(state)) {
            drop(directory);
            return Optional.empty();
        }
        return Optional.of(entry.names);
    }

    /** Keeps the names of a directory, and drops those that nobody asked for longest. */
    synchronized void keep(Path directory, DirectoryState state, PackedNames names) {
        drop(directory);
        Entry entry = new Entry(state, names);
        entries.put(directory, entry);
        size += entry.size();
        Iterator<Entry> oldest = entries.values().iterator();
        while (size > most) {
            size -= oldest.next().size();
            oldest.remove();
        }
    }

    /** How many bytes are in use. */
    synchronized long size() {
        return size;
    }

    private void drop(Path directory) {
        Entry entry = entries.remove(directory);
        size -= entry == null ? 0 : entry.size();
    }
}
