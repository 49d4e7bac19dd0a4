package io.amphora.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.storage.Page;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What all topics of the suite share: an empty store, an instance over it, and the search for left-overs. */
abstract class ContractCase {

    /** Below it the suite keeps what it leaves unfinished, which no list shows. */
    private static final StoragePath UPLOADS = StoragePath.parse("/uploads");

    private final StoreSource source;
    private final List<StorageDriver> opened = new ArrayList<>();
    private TestStore store;
    private StorageDriver driver;

    /** Where the stores come from. */
    @FunctionalInterface
    interface StoreSource {
        TestStore make() throws IOException;
    }

    ContractCase(StoreSource source) {
        this.source = source;
    }

    @BeforeEach
    void openStore() throws IOException {
        store = source.make();
        driver = open();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        try {
            Page page = driver.list(StoragePath.ROOT, "", 10_000);
            driver.delete(page.names().stream().map(StoragePath.ROOT::resolve).toList());
            driver.delete(List.of(UPLOADS));

            assertThat(driver.list(StoragePath.ROOT, "", 10).names()).isEmpty();
            for (StorageDriver instance : opened) {
                store.deactivate(instance);
            }
            if (!mayLeaveFiles()) {
                assertThat(store.leftovers()).as("left in the store").isEmpty();
            }
        } finally {
            store.close();
        }
    }

    /** Whether something may be left that only age removes. */
    boolean mayLeaveFiles() {
        return false;
    }

    final TestStore store() {
        return store;
    }

    final StorageDriver driver() {
        return driver;
    }

    /** One more instance; it is deactivated after the test. */
    final StorageDriver open() throws IOException {
        StorageDriver instance = store.open();
        opened.add(instance);
        return instance;
    }

    final void deactivate(StorageDriver instance) throws IOException {
        opened.remove(instance);
        store.deactivate(instance);
    }

    /** Deactivates the first instance and goes on with a new one. */
    final void restart() throws IOException {
        deactivate(driver);
        driver = open();
    }

    final void commit(StoragePath path, byte[] content) throws IOException {
        try (StorageWriter writer = driver.write(path, path)) {
            Bytes.write(writer, content);
            writer.commit(path);
        }
    }

    static StoragePath path(String text) {
        return StoragePath.parse(text);
    }
}
