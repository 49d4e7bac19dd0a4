package io.amphora.registry.core.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.Digest;
import io.amphora.registry.RegistryException;
import io.amphora.registry.UploadReference;
import io.amphora.registry.core.upload.FakeStorage;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.memory.MemoryDrivers;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A driver throws what is no fault of storage, as one does whose bundle was refreshed under it. */
class DriverErrorTest {

    private static final byte[] BYTES = Node.bytes(2 * Node.CHECKPOINT, 1);

    private final StorageDriver store = MemoryDrivers.open();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesNothingOpenAndLetsTheClientGoOn(boolean first) throws IOException {
        int steps = 0;
        for (int broken = 0; throwsAt(broken, first); broken++) {
            steps++;
        }

        assertThat(steps).isGreaterThan(20);
    }

    /** Makes a whole push with an error at a step, then again without; false if the push has no such step. */
    private boolean throwsAt(int broken, boolean first) throws IOException {
        FakeStorage storage = FakeStorage.sharing(store, store);
        Node node = Node.over(storage);
        UploadReference at = node.post().reference();
        byte[] prefix = first ? new byte[0] : Node.bytes(5, broken);
        Digest whole = Node.sha256(Node.join(prefix, BYTES));
        at = node.patch(at, prefix).reference();
        boolean[] reached = {false};
        storage.use(new SteppedDriver(store, (step, call) -> {
            reached[0] |= step == broken;
            // What a driver opened and did not return is the driver's to close.
            if (step == broken && (isBefore(step) || !call.startsWith("resume "))) {
                throw new NoClassDefFoundError(call);
            }
        }));

        Error error = put(node, at, BYTES, whole);
        assertThat(storage.openLeases())
                .as("open after an error at step %s", broken)
                .isZero();
        storage.use(store);
        if (error != null) {
            putAgain(node, at, whole);
        }

        assertThat(node.pull(whole)).isEqualTo(Node.join(prefix, BYTES));
        return reached[0];
    }

    private static boolean isBefore(int step) {
        return step % 2 == 0;
    }

    private static @Nullable Error put(Node node, UploadReference at, byte[] bytes, Digest digest) throws IOException {
        try {
            node.put(at, bytes, digest);
            return null;
        } catch (NoClassDefFoundError expected) {
            return expected;
        }
    }

    /** From the beginning of the request, or what is left to do after its record. */
    private static void putAgain(Node node, UploadReference at, Digest digest) throws IOException {
        try {
            node.put(at, BYTES, digest);
        } catch (RegistryException ended) {
            node.put(at, digest);
        }
    }
}
