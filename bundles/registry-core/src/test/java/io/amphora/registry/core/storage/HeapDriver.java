package io.amphora.registry.core.storage;

import io.amphora.storage.ContentTooLargeException;
import io.amphora.storage.Mark;
import io.amphora.storage.Page;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.Stat;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageReader;
import io.amphora.storage.StorageWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Small contents in the heap, without writers; a test may look at each call, count it, and let it fail. */
public final class HeapDriver implements StorageDriver {

    private final ConcurrentSkipListMap<String, byte[]> contents = new ConcurrentSkipListMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile Probe probe = (call, path) -> {};
    private volatile int largestPage = Integer.MAX_VALUE;

    /** Sees every call before it is done. */
    public void probe(Probe newProbe) {
        probe = newProbe;
    }

    /** Gives smaller pages than asked for, so that their borders are met. */
    public void largestPage(int names) {
        largestPage = names;
    }

    /** How many calls there were. */
    public int calls() {
        return calls.get();
    }

    /** How many bytes were given out, of contents and names. */
    public long bytes() {
        return bytes.get();
    }

    /** The paths of all contents. */
    public List<String> paths() {
        return List.copyOf(contents.keySet());
    }

    @Override
    public byte[] get(StoragePath path, int limit) throws StorageException {
        seen("get", path);
        byte[] content = contents.get(path.toString());
        if (content == null) {
            throw new PathNotFoundException("heap", path);
        }
        if (content.length > limit) {
            throw new ContentTooLargeException("heap", path, limit);
        }
        bytes.addAndGet(content.length);
        return content.clone();
    }

    @Override
    public void put(StoragePath path, byte[] content) throws StorageException {
        seen("put", path);
        contents.put(path.toString(), content.clone());
    }

    @Override
    public boolean create(StoragePath path, byte[] content) throws StorageException {
        seen("create", path);
        byte[] there = contents.putIfAbsent(path.toString(), content.clone());
        return there == null || Arrays.equals(there, content);
    }

    @Override
    public Stat stat(StoragePath path) throws StorageException {
        seen("stat", path);
        byte[] content = contents.get(path.toString());
        if (content != null) {
            return new Stat(false, content.length, Instant.EPOCH);
        }
        if (below(path).isEmpty()) {
            throw new PathNotFoundException("heap", path);
        }
        return new Stat(true, 0, Instant.EPOCH);
    }

    @Override
    public Page list(StoragePath directory, String after, int limit) throws StorageException {
        seen("list", directory);
        TreeSet<String> names = new TreeSet<>();
        for (String path : below(directory)) {
            String rest = path.substring(directory.toString().length() + 1);
            int slash = rest.indexOf('/');
            names.add(slash < 0 ? rest : rest.substring(0, slash));
        }
        if (names.isEmpty()) {
            throw new PathNotFoundException("heap", directory);
        }
        List<String> behind = List.copyOf(names.tailSet(after, false));
        int size = Math.min(behind.size(), Math.min(limit, largestPage));
        behind.subList(0, size).forEach(name -> bytes.addAndGet(name.length()));
        return new Page(behind.subList(0, size), size < behind.size());
    }

    @Override
    public void delete(Collection<StoragePath> paths) throws StorageException {
        for (StoragePath path : paths) {
            seen("delete", path);
            contents.remove(path.toString());
            below(path).forEach(contents::remove);
        }
    }

    @Override
    public StorageReader read(StoragePath path, long offset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public StorageWriter write(StoragePath path, StoragePath target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public StorageWriter resume(StoragePath path, Mark mark) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void move(StoragePath from, StoragePath to) {
        throw new UnsupportedOperationException();
    }

    private List<String> below(StoragePath directory) {
        // '0' follows '/'.
        return List.copyOf(contents.subMap(directory + "/", directory + "0").keySet());
    }

    private void seen(String call, StoragePath path) throws StorageException {
        calls.incrementAndGet();
        probe.before(call, path);
    }

    /** What a test does before a call. */
    @FunctionalInterface
    public interface Probe {

        /** Lets the call be done by returning. */
        void before(String call, StoragePath path) throws StorageException;
    }
}
