package io.amphora.http.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amphora.http.reply.Reply;
import io.amphora.registry.RegistryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Manifests in memory take room for what has come, and no more than there is. */
class ManifestIntakeTest {

    private static final int MOST = 64 * 1024;
    private static final int LIMIT = 4 * MOST;

    private final ManifestMemory memory = new ManifestMemory(MOST);
    private final AtomicInteger length = new AtomicInteger();

    @Test
    void whatIsOnlyAnnouncedTakesNoRoom() throws IOException {
        intake(LIMIT);

        assertThat(memory.taken()).isZero();
    }

    @Test
    void whatHasComeTakesRoomUntilItIsClosed() throws IOException {
        ManifestIntake intake = intake(-1);

        intake.take(ByteBuffer.allocate(1));
        intake.take(ByteBuffer.allocate(20_000));
        intake.finish();

        assertThat(length).hasValue(20_001);
        assertThat(memory.taken()).isBetween(20_001L, 40_002L);
        intake.close();
        intake.close();
        assertThat(memory.taken()).isZero();
    }

    @Test
    void oneTooManyIsToldToTryAgain() throws IOException {
        ManifestIntake first = intake(-1);
        first.take(ByteBuffer.allocate(MOST));

        try (ManifestIntake second = intake(-1)) {
            assertThatThrownBy(() -> second.take(ByteBuffer.allocate(1)))
                    .isInstanceOfSatisfying(
                            RegistryException.class,
                            e -> assertThat(e.code().status()).isEqualTo(503));
        }
        assertThat(memory.taken()).isEqualTo(MOST);

        first.close();
        intake(-1).take(ByteBuffer.allocate(1));
    }

    @Test
    void oneAloneMayBeLargerThanTheRoom() throws IOException {
        ManifestIntake intake = intake(-1);

        intake.take(ByteBuffer.allocate(MOST));
        intake.take(ByteBuffer.allocate(MOST + 1));
        intake.finish();

        assertThat(length).hasValue(2 * MOST + 1);
    }

    @Test
    void theLimitHoldsForWhatComesAndForWhatIsAnnounced() throws IOException {
        ManifestIntake intake = intake(-1);
        intake.take(ByteBuffer.allocate(LIMIT));

        assertThatThrownBy(() -> intake.take(ByteBuffer.allocate(1))).isInstanceOf(RegistryException.class);
        assertThatThrownBy(() -> intake(LIMIT + 1)).isInstanceOf(RegistryException.class);
    }

    private ManifestIntake intake(long announced) throws RegistryException {
        return new ManifestIntake(memory, LIMIT, announced, content -> {
            length.set(content.remaining());
            return Reply.of(201);
        });
    }
}
