package io.amphora.itests.rogue;

import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A reader under orders. */
final class RogueReader implements StorageReader {

    private final StorageReader honest;
    private final Orders orders;
    private final StoragePath path;
    private boolean began;

    RogueReader(StorageReader honest, Orders orders, StoragePath path) {
        this.honest = honest;
        this.orders = orders;
        this.path = path;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        Optional<Deed> deed = orders.before(Call.READ, path);
        if (RogueDriver.is(deed, Deed.LESS) && began) {
            return -1;
        }
        if (RogueDriver.is(deed, Deed.ZERO)) {
            return 0;
        }
        began = true;
        int count = honest.read(target);
        if (deed.isEmpty()) {
            return count;
        }
        return switch (deed.get()) {
            case MORE -> count < 0 ? invent(target) : count;
            case MISCOUNT -> count + RogueDriver.WRONG_BY;
            default -> count;
        };
    }

    private static int invent(ByteBuffer target) {
        int count = Math.min(target.remaining(), RogueDriver.WRONG_BY);
        target.put(new byte[count]);
        return count;
    }

    @Override
    public boolean isOpen() {
        return honest.isOpen();
    }

    @Override
    public void close() throws StorageException {
        orders.before(Call.CLOSE, path);
        honest.close();
    }
}
