package ${package};

import io.amphora.storage.StorageDriver;
import io.amphora.storage.tck.StorageDriverContract;
import io.amphora.storage.tck.TestStore;
import java.util.List;

/** The whole contract: the tests are inherited, here is only how an empty store comes about. */
final class MapDriverTest extends StorageDriverContract {

    private static final int MAX_BYTES = 128 * 1024 * 1024;

    @Override
    protected TestStore newStore() {
        return new MapTestStore();
    }

    private static final class MapTestStore implements TestStore {

        private final MapStore store = new MapStore("test", MAX_BYTES);

        @Override
        public StorageDriver open() {
            return new MapDriver(store);
        }

        @Override
        public void deactivate(StorageDriver driver) {
            ((MapDriver) driver).close();
        }

        @Override
        public List<String> leftovers() {
            long used = MAX_BYTES - store.freeBytes();
            return used == 0 ? List.of() : List.of(used + " bytes are still counted");
        }

        @Override
        public long largestContent() {
            return MAX_BYTES / 4;
        }

        @Override
        public void close() {}
    }
}
