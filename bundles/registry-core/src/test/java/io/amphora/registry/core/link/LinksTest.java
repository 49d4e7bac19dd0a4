package io.amphora.registry.core.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amphora.registry.Digest;
import io.amphora.registry.core.storage.HeapStorage;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.lease.StorageLease;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LinksTest {

    private static final StoragePath PATH = StoragePath.parse("/a/link");
    private static final Digest DIGEST = Digest.parse("sha256:" + "0f".repeat(32));

    private final HeapStorage storage = new HeapStorage();

    @Test
    void readsWhatItWrote() throws IOException {
        try (StorageLease lease = storage.lease()) {
            Links.write(lease, PATH, DIGEST);

            assertThat(Links.read(lease, PATH)).contains(DIGEST);
            assertThat(lease.driver().get(PATH, 100)).asString(US_ASCII).isEqualTo(DIGEST.toString());
        }
    }

    @Test
    void findsNothingWhereThereIsNoLink() throws IOException {
        try (StorageLease lease = storage.lease()) {
            assertThat(Links.read(lease, PATH)).isEmpty();
        }
    }

    @Test
    void passesOverALineEnd() throws IOException {
        try (StorageLease lease = storage.lease()) {
            lease.driver().put(PATH, (DIGEST + "\n").getBytes(US_ASCII));

            assertThat(Links.read(lease, PATH)).contains(DIGEST);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256:", "sha256:0f", "a:b", "x+y:z=", "../../etc/passwd"})
    void reportsALinkThatHoldsNoDigestThatCanBeStored(String content) throws IOException {
        try (StorageLease lease = storage.lease()) {
            lease.driver().put(PATH, content.getBytes(US_ASCII));

            assertThatThrownBy(() -> Links.read(lease, PATH))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("/a/link");
        }
    }
}
