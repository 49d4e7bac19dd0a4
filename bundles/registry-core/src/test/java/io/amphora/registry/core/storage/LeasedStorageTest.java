package io.amphora.registry.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.storage.StorageException;
import io.amphora.storage.StorageFullException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.lease.DriverUnavailableException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class LeasedStorageTest {

    private static final StoragePath PATH = StoragePath.parse("/a");

    private final HeapStorage heap = new HeapStorage();
    private final LeasedStorage storage = new LeasedStorage(heap);

    @Test
    void runsTheOperationWithALeaseThatIsGivenBack() throws RegistryException {
        int during = storage.call(lease -> heap.openLeases());

        assertThat(during).isOne();
        assertThat(heap.openLeases()).isZero();
    }

    @Test
    void givesTheLeaseBackWhenTheOperationFails() {
        assertFails(new StorageException("heap", PATH, "broken"), ErrorCode.UNKNOWN);

        assertThat(heap.openLeases()).isZero();
    }

    @Test
    void tellsAFullStoreFromABrokenOne() {
        assertFails(new StorageFullException("heap", PATH), ErrorCode.STORAGE_FULL);
        assertFails(new IOException("broken"), ErrorCode.UNKNOWN);
    }

    @Test
    void isUnavailableWhenADriverIs() {
        assertFails(new DriverUnavailableException("heap", PATH, "no answer"), ErrorCode.UNAVAILABLE);
    }

    @Test
    void isUnavailableWithoutADriver() {
        heap.present(false);

        assertFails(new IOException("not reached"), ErrorCode.UNAVAILABLE);
    }

    @Test
    void letsTheRegistrysOwnFaultsThrough() {
        RegistryException own = new RegistryException(ErrorCode.BLOB_UNKNOWN, "digest", "d");

        assertThatThrownBy(() -> storage.call(lease -> {
                    throw own;
                }))
                .isSameAs(own);
    }

    private void assertFails(IOException fault, ErrorCode expected) {
        assertThatThrownBy(() -> storage.call(lease -> {
                    throw fault;
                }))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.code()).isEqualTo(expected));
    }
}
