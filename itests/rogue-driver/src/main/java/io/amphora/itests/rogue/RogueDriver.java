package io.amphora.itests.rogue;

import io.amphora.storage.Mark;
import io.amphora.storage.Page;
import io.amphora.storage.Stat;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageReader;
import io.amphora.storage.StorageWriter;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A driver under orders. Without any it is the one that it was given. */
final class RogueDriver implements StorageDriver, Closeable {

    /** By how many bytes it is wrong. */
    static final int WRONG_BY = 7;

    private final DirectoryDriver honest;
    private final Orders orders;

    RogueDriver(DirectoryDriver honest, Orders orders) {
        this.honest = honest;
        this.orders = orders;
    }

    @Override
    public byte[] get(StoragePath path, int limit) throws StorageException {
        Optional<Deed> deed = orders.before(Call.GET, path);
        byte[] content = honest.get(path, limit);
        return deed.isPresent() ? wrong(content, deed.get()) : content;
    }

    private static byte[] wrong(byte[] content, Deed deed) {
        return switch (deed) {
            case NULL -> nothing();
            case LESS -> Arrays.copyOf(content, Math.max(0, content.length - WRONG_BY));
            case MORE -> Arrays.copyOf(content, content.length + WRONG_BY);
            default -> content;
        };
    }

    @Override
    public void put(StoragePath path, byte[] content) throws StorageException {
        orders.before(Call.PUT, path);
        honest.put(path, content);
    }

    @Override
    public boolean create(StoragePath path, byte[] content) throws StorageException {
        orders.before(Call.CREATE, path);
        return honest.create(path, content);
    }

    @Override
    public StorageReader read(StoragePath path, long offset) throws StorageException {
        Optional<Deed> deed = orders.before(Call.OPEN, path);
        StorageReader reader = new RogueReader(honest.read(path, offset), orders, path);
        return is(deed, Deed.NULL) ? nothing() : reader;
    }

    @Override
    public StorageWriter write(StoragePath path, StoragePath target) throws StorageException {
        Optional<Deed> deed = orders.before(Call.BEGIN, path);
        StorageWriter writer = new RogueWriter(honest.write(path, target), orders, path);
        return is(deed, Deed.NULL) ? nothing() : writer;
    }

    @Override
    public StorageWriter resume(StoragePath path, Mark mark) throws StorageException {
        orders.before(Call.RESUME, path);
        return new RogueWriter(honest.resume(path, mark), orders, path);
    }

    @Override
    public Stat stat(StoragePath path) throws StorageException {
        Optional<Deed> deed = orders.before(Call.STAT, path);
        Stat stat = honest.stat(path);
        if (deed.isEmpty()) {
            return stat;
        }
        return switch (deed.get()) {
            case NULL -> nothing();
            case LESS -> new Stat(stat.directory(), stat.size() - WRONG_BY, stat.modified());
            case MORE -> new Stat(stat.directory(), stat.size() + WRONG_BY, stat.modified());
            default -> stat;
        };
    }

    @Override
    public Page list(StoragePath directory, String after, int limit) throws StorageException {
        Optional<Deed> deed = orders.before(Call.LIST, directory);
        Page page = honest.list(directory, after, limit);
        if (!is(deed, Deed.UNSORTED)) {
            return page;
        }
        List<String> names = new ArrayList<>(page.names());
        Collections.reverse(names);
        return new Page(names, page.more());
    }

    @Override
    public void move(StoragePath from, StoragePath to) throws StorageException {
        orders.before(Call.MOVE, to);
        honest.move(from, to);
    }

    @Override
    public void delete(Collection<StoragePath> paths) throws StorageException {
        for (StoragePath path : paths) {
            orders.before(Call.DELETE, path);
        }
        honest.delete(paths);
    }

    @Override
    public void close() {
        honest.close();
    }

    static boolean is(Optional<Deed> deed, Deed wanted) {
        return deed.filter(wanted::equals).isPresent();
    }

    /** What a method must not answer. */
    static <T> T nothing() {
        return Nothing.<T>value();
    }

    /** Keeps the forbidden null in one place. */
    private interface Nothing {
        static <T> @Nullable T value() {
            return null;
        }
    }
}
