package ${package};

import io.amphora.storage.Page;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.Stat;
import io.amphora.storage.StorageException;
import io.amphora.storage.StorageFullException;
import io.amphora.storage.StoragePath;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What all instances over one store share. There are no directories, as in an object store: a path is a directory where
 * some other path lies below it. The monitor makes every method one step, which is what a real store has to guarantee.
 */
final class MapStore {

    static final int LARGEST = 1 << 30;

    final String name;
    private final int maxBytes;
    private final NavigableMap<String, Content> contents = new TreeMap<>();
    private final Map<String, Draft> drafts = new HashMap<>();
    private long used;

    /** A finished content; its array is never changed. */
    record Content(byte[] bytes, Instant modified) {}

    /** An unfinished content. Whoever opened it last owns it. */
    static final class Draft {
        final StoragePath path;
        byte[] bytes = new byte[0];
        int size;
        boolean marked;
        MapWriter owner;

        Draft(StoragePath path) {
            this.path = path;
        }
    }

    MapStore(String name, int maxBytes) {
        this.name = name;
        this.maxBytes = maxBytes;
    }

    synchronized long freeBytes() {
        return maxBytes - used;
    }

    synchronized Content content(StoragePath path) throws PathNotFoundException {
        Content content = contents.get(path.toString());
        if (content == null) {
            throw new PathNotFoundException(name, path);
        }
        return content;
    }

    /** Replaces a content; {@code bytes} become the store's. */
    synchronized void put(StoragePath path, byte[] bytes) throws StorageException {
        Content old = contents.get(path.toString());
        reserve(path, (long) bytes.length - (old == null ? 0 : old.bytes.length));
        contents.put(path.toString(), new Content(bytes, Instant.now()));
    }

    /** One step with the comparison: of racing callers exactly one finds nothing. */
    synchronized boolean create(StoragePath path, byte[] bytes) throws StorageException {
        Content there = contents.get(path.toString());
        if (there != null) {
            return Arrays.equals(there.bytes, bytes);
        }
        if (!below(path).isEmpty()) {
            return false;
        }
        put(path, bytes);
        return true;
    }

    synchronized Stat stat(StoragePath path) throws PathNotFoundException {
        Content content = contents.get(path.toString());
        if (content != null) {
            return new Stat(false, content.bytes.length, content.modified);
        }
        if (path.isRoot() || !below(path).isEmpty()) {
            return new Stat(true, 0, Instant.EPOCH);
        }
        throw new PathNotFoundException(name, path);
    }

    /** Keeps at most one page of names, the first ones behind {@code after}. */
    synchronized Page list(StoragePath directory, String after, int limit) throws PathNotFoundException {
        SortedMap<String, Content> below = below(directory);
        if (below.isEmpty() && !directory.isRoot()) {
            throw new PathNotFoundException(name, directory);
        }
        int start = directory.isRoot() ? 1 : directory.toString().length() + 1;
        TreeSet<String> names = new TreeSet<>();
        boolean more = false;
        for (String path : below.keySet()) {
            int end = path.indexOf('/', start);
            String child = path.substring(start, end < 0 ? path.length() : end);
            if (child.compareTo(after) > 0 && names.add(child) && names.size() > limit) {
                names.pollLast();
                more = true;
            }
        }
        return new Page(names.stream().toList(), more);
    }

    synchronized void move(StoragePath from, StoragePath to) throws StorageException {
        Content content = content(from);
        if (from.equals(to)) {
            return;
        }
        contents.remove(from.toString());
        Content replaced = contents.put(to.toString(), content);
        used -= replaced == null ? 0 : replaced.bytes.length;
    }

    synchronized void delete(Collection<StoragePath> paths) {
        for (StoragePath path : paths) {
            SortedMap<String, Content> below = below(path);
            below.values().forEach(content -> used -= content.bytes.length);
            below.clear();
            Content content = contents.remove(path.toString());
            used -= content == null ? 0 : content.bytes.length;
            drafts.values().removeIf(draft -> draft.path.startsWith(path) && free(draft));
        }
    }

    synchronized void begin(String id, Draft draft) {
        drafts.put(id, draft);
    }

    synchronized Draft draft(String id, StoragePath path) throws PathNotFoundException {
        Draft draft = drafts.get(id);
        if (draft == null || !draft.path.equals(path)) {
            throw new PathNotFoundException(name, path);
        }
        return draft;
    }

    /** Writes the bytes at {@code offset}, whatever lies there; the draft ends behind them. */
    synchronized void write(Draft draft, int offset, ByteBuffer source) throws StorageException {
        int count = source.remaining();
        long end = (long) offset + count;
        reserve(draft.path, end - draft.size);
        if (end > draft.bytes.length) {
            int grown = (int) Math.min(maxBytes, Math.max(end, 2L * draft.bytes.length));
            draft.bytes = Arrays.copyOf(draft.bytes, grown);
        }
        source.get(draft.bytes, offset, count);
        draft.size = (int) end;
    }

    synchronized void publish(String id, Draft draft, StoragePath target) throws StorageException {
        drop(id);
        put(target, Arrays.copyOf(draft.bytes, draft.size));
    }

    synchronized void drop(String id) {
        Draft draft = drafts.remove(id);
        if (draft != null) {
            free(draft);
        }
    }

    /** What lies below a path: {@code '0'} is the character that follows {@code '/'}. */
    private SortedMap<String, Content> below(StoragePath path) {
        String prefix = path.isRoot() ? "" : path.toString();
        return contents.subMap(prefix + '/', prefix + '0');
    }

    private boolean free(Draft draft) {
        used -= draft.size;
        return true;
    }

    private void reserve(StoragePath path, long bytes) throws StorageFullException {
        if (used + bytes > maxBytes) {
            throw new StorageFullException(name, path);
        }
        used += bytes;
    }
}
