package io.amphora.storage.memory;

import io.amphora.storage.StorageDriver;
import io.amphora.storage.tck.StorageDriverContract;
import io.amphora.storage.tck.TestStore;
import java.util.List;

final class MemoryDriverTest extends StorageDriverContract {

    private static final long MAX_BYTES = 256L * 1024 * 1024;

    @Override
    protected TestStore newStore() {
        return new HeapStore();
    }

    private static final class HeapStore implements TestStore {

        private final MemoryStore store = new MemoryStore("test", MAX_BYTES);

        @Override
        public StorageDriver open() {
            return new MemoryDriver(store);
        }

        @Override
        public void deactivate(StorageDriver driver) {
            ((MemoryDriver) driver).close();
        }

        @Override
        public List<String> leftovers() {
            long used = MAX_BYTES - store.freeBytes();
            return used == 0 ? List.of() : List.of(used + " bytes are still counted");
        }

        @Override
        public long largestContent() {
            return MAX_BYTES / 2;
        }

        @Override
        public void close() {}
    }
}
