package io.amphora.storage.memory;

import io.amphora.storage.Mark;
import io.amphora.storage.Page;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.Stat;
import io.amphora.storage.StorageException;
import io.amphora.storage.StorageFullException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.WriterConflictException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The bytes of one memory store, finished and unfinished, and their sum. Thread-safe: every method holds the monitor for
 * a few map operations, none while bytes of an upload are copied.
 */
final class MemoryStore {

    /** What a content takes beside its bytes: its path, its place among others, the directories above it. */
    static final int ENTRY = 512;

    private final String name;
    private final long maxBytes;
    private final MemoryTree tree = new MemoryTree();
    private final Map<String, Unfinished> unfinished = new HashMap<>();
    private long used;

    MemoryStore(String name, long maxBytes) {
        this.name = name;
        this.maxBytes = maxBytes;
    }

    String name() {
        return name;
    }

    synchronized Content content(StoragePath path) throws PathNotFoundException {
        return tree.content(path).orElseThrow(() -> new PathNotFoundException(name, path));
    }

    synchronized void put(StoragePath path, byte[] bytes) throws StorageException {
        checkFree(path);
        reserve(path, ENTRY + bytes.length);
        publish(path, Pieces.of(bytes));
    }

    synchronized boolean create(StoragePath path, byte[] bytes) throws StorageException {
        Optional<Content> there = tree.content(path);
        if (there.isPresent()) {
            return holds(there.get(), bytes);
        }
        if (tree.isDirectory(path)) {
            return false;
        }
        put(path, bytes);
        return true;
    }

    synchronized boolean replace(StoragePath path, byte[] expected, byte[] bytes) throws StorageException {
        if (!holds(content(path), expected)) {
            return false;
        }
        put(path, bytes);
        return true;
    }

    synchronized Stat stat(StoragePath path) throws PathNotFoundException {
        if (tree.isDirectory(path)) {
            return new Stat(true, 0, Instant.EPOCH);
        }
        Content content = content(path);
        return new Stat(false, content.size(), content.modified());
    }

    synchronized Page list(StoragePath directory, String after, int limit) throws PathNotFoundException {
        return tree.list(directory, after, limit).orElseThrow(() -> new PathNotFoundException(name, directory));
    }

    synchronized void move(StoragePath from, StoragePath to) throws StorageException {
        Content content = content(from);
        if (from.equals(to)) {
            // What is there is as durable as it can be.
            return;
        }
        checkFree(to);
        tree.remove(from);
        tree.set(to, content).ifPresent(this::release);
    }

    synchronized void delete(Collection<StoragePath> paths) {
        for (StoragePath path : paths) {
            tree.remove(path).forEach(this::release);
            unfinished.values().removeIf(content -> {
                boolean below = content.path.startsWith(path);
                used -= below ? content.reserved : 0;
                return below;
            });
        }
    }

    synchronized long freeBytes() {
        return maxBytes - used;
    }

    synchronized Unfinished begin(StoragePath path) throws StorageFullException {
        reserve(path, ENTRY);
        Unfinished content = new Unfinished(UUID.randomUUID().toString(), path);
        content.reserved = ENTRY;
        unfinished.put(content.id, content);
        return content;
    }

    synchronized Unfinished take(StoragePath path, Mark mark) throws StorageException {
        Unfinished content = unfinished.get(new String(mark.state(), StandardCharsets.UTF_8));
        if (content == null || !content.path.equals(path)) {
            throw new PathNotFoundException(name, path);
        }
        if (content.held) {
            throw new WriterConflictException(name, path);
        }
        if (content.bytes.size() < mark.offset()) {
            throw new StorageException(name, path, "bytes before offset " + mark.offset() + " are lost");
        }
        content.held = true;
        return content;
    }

    /** Takes or gives back room, before an unfinished content gets another size. */
    synchronized void resize(Unfinished content, long size) throws StorageException {
        checkThere(content);
        long needed = ENTRY + Pieces.occupied(size);
        reserve(content.path, needed - content.reserved);
        content.reserved = needed;
    }

    synchronized void mark(Unfinished content) throws StorageException {
        checkThere(content);
        content.marked = true;
    }

    synchronized void commit(Unfinished content, StoragePath target) throws StorageException {
        checkThere(content);
        checkFree(target);
        unfinished.remove(content.id);
        content.bytes.trim();
        used += ENTRY + content.bytes.heapBytes() - content.reserved;
        publish(target, content.bytes);
    }

    synchronized void drop(Unfinished content) {
        if (unfinished.remove(content.id, content)) {
            used -= content.reserved;
        }
    }

    /** Takes a content out of its writer's hands; without a mark nobody can come back to it. */
    synchronized void leave(Unfinished content) {
        content.held = false;
        if (!content.marked) {
            drop(content);
        }
    }

    private void publish(StoragePath path, Pieces bytes) {
        tree.set(path, new Content(bytes, Instant.now())).ifPresent(this::release);
    }

    private void release(Content content) {
        used -= ENTRY + content.size();
    }

    private void reserve(StoragePath path, long bytes) throws StorageFullException {
        if (bytes > maxBytes - used) {
            throw new StorageFullException(name, path);
        }
        used += bytes;
    }

    private void checkThere(Unfinished content) throws PathNotFoundException {
        if (!unfinished.containsKey(content.id)) {
            throw new PathNotFoundException(name, content.path);
        }
    }

    private void checkFree(StoragePath path) throws StorageException {
        Optional<String> obstacle = tree.obstacle(path);
        if (obstacle.isPresent()) {
            throw new StorageException(name, path, obstacle.get());
        }
    }

    private static boolean holds(Content content, byte[] bytes) {
        return content.size() == bytes.length && Arrays.equals(content.bytes().toBytes(), bytes);
    }
}
