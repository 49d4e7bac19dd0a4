package io.amphora.registry.core.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.Digest;
import io.amphora.registry.LayerUpload;
import io.amphora.registry.UploadStatus;
import io.amphora.registry.core.upload.FakeStorage;
import io.amphora.storage.memory.MemoryDrivers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Other bytes are sent over what aborted requests left: what is published is always what its digest names. */
class ReplayTest {

    private static final int CHECKPOINT = Node.CHECKPOINT;

    private final FakeStorage storage = new FakeStorage(MemoryDrivers.open(), false);
    private final List<Node> nodes = List.of(Node.over(storage), Node.over(storage));

    /** A place where the client may go on, and the bytes that it thinks lie before it. */
    private record Known(UploadStatus status, byte[] content) {}

    @Test
    void replacesAtEveryCheckpointBorder() throws IOException {
        byte[] prefix = Node.bytes(333, 1);
        for (byte[] before : new byte[][] {new byte[0], prefix}) {
            for (int border = -1; border <= 1; border++) {
                for (int good = 1; good <= 3; good++) {
                    for (int evil = 1; evil <= 3; evil++) {
                        replaces(before, good * CHECKPOINT + border, evil * CHECKPOINT - border);
                    }
                }
            }
        }
    }

    /** Good bytes abort, evil ones replace them and abort, good ones go on where the client thinks that it is. */
    private void replaces(byte[] before, int good, int evil) throws IOException {
        byte[] goodBytes = Node.bytes(good, 10);
        byte[] evilBytes = Node.bytes(evil, 11);
        byte[] rest = Node.bytes(700, 12);
        UploadStatus start = nodes.get(0).patch(nodes.get(0).post().reference(), before);
        send(nodes.get(0), start, goodBytes);
        UploadStatus afterGood = nodes.get(0).status(start.reference());
        send(nodes.get(1), start, evilBytes);
        UploadStatus afterEvil = nodes.get(1).status(start.reference());

        assertThat(afterGood.received()).isEqualTo(before.length + good);
        assertThat(afterEvil.received()).isEqualTo(before.length + evil);
        UploadStatus done = nodes.get(0).patch(afterEvil.reference(), rest);
        byte[] content = Node.join(before, evilBytes, rest);
        Digest digest = Node.sha256(content);
        nodes.get(1).put(done.reference(), digest);

        assertThat(nodes.get(0).pull(digest)).isEqualTo(content);
    }

    @RepeatedTest(60)
    void publishesWhatTheClientSentWhateverWasAbortedBefore(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Known> known = new ArrayList<>();
        known.add(new Known(nodes.get(0).post(), new byte[0]));
        for (int round = 0; round < 12; round++) {
            Node node = nodes.get(random.nextInt(2));
            Known at = known.get(known.size() - 1);
            byte[] sent = Node.bytes(1 + random.nextInt(4 * CHECKPOINT), random.nextLong());
            switch (random.nextInt(3)) {
                case 0 ->
                    known.add(new Known(node.patch(at.status().reference(), sent), Node.join(at.content(), sent)));
                case 1 -> send(node, at.status(), sent);
                default -> {
                    send(node, at.status(), sent);
                    UploadStatus received = node.status(at.status().reference());
                    byte[] all = Node.join(at.content(), sent);
                    known.add(new Known(received, Arrays.copyOf(all, (int) received.received())));
                }
            }
            int stale = random.nextInt(known.size());
            nodes.get(0).status(known.get(stale).status().reference());
        }
        Known last = known.get(known.size() - 1);
        byte[] content = Node.join(last.content(), new byte[] {1});
        nodes.get(1).put(last.status().reference(), new byte[] {1}, Node.sha256(content));

        assertThat(nodes.get(0).pull(Node.sha256(content))).isEqualTo(content);
        assertThat(storage.openLeases()).isZero();
    }

    /** Sends in small pieces and goes away. */
    private static void send(Node node, UploadStatus at, byte[] bytes) throws IOException {
        try (LayerUpload upload = node.resume(at.reference())) {
            for (int i = 0; i < bytes.length; i += 512) {
                upload.write(ByteBuffer.wrap(bytes, i, Math.min(512, bytes.length - i)));
            }
        }
    }
}
