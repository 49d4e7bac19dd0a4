package io.amphora.http.endpoint;

import io.amphora.http.reply.Intake;
import io.amphora.http.reply.Reply;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A body that is kept in memory, up to a limit. Room is taken for what has come, not for what was announced. */
final class ManifestIntake implements Intake {

    private static final int FIRST = 8 * 1024;
    private static final byte[] NOTHING = {};

    private final ManifestMemory memory;
    private final int limit;
    private final Ending ending;
    private byte[] content = NOTHING;
    private int size;

    /** What becomes of it. */
    interface Ending {
        Reply of(ByteBuffer content) throws IOException;
    }

    /** Refuses at once what is announced as too large; -1 bytes if nothing is announced. */
    ManifestIntake(ManifestMemory memory, int limit, long announced, Ending ending) throws RegistryException {
        this.memory = memory;
        this.limit = limit;
        this.ending = ending;
        if (announced > limit) {
            throw tooLarge();
        }
    }

    @Override
    public void take(ByteBuffer piece) throws IOException {
        int count = piece.remaining();
        if (count > limit - size) {
            throw tooLarge();
        }
        if (count > content.length - size) {
            grow(size + count);
        }
        piece.get(content, size, count);
        size += count;
    }

    @Override
    public Reply finish() throws IOException {
        return ending.of(ByteBuffer.wrap(content, 0, size));
    }

    @Override
    public void close() {
        memory.release(content.length);
        content = NOTHING;
        size = 0;
    }

    private void grow(int least) throws RegistryException {
        int room = (int) Math.min(limit, Math.max(Math.max(least, FIRST), 2L * content.length));
        memory.resize(content.length, room);
        content = Arrays.copyOf(content, room);
    }

    private RegistryException tooLarge() {
        return new RegistryException(ErrorCode.MANIFEST_TOO_LARGE, "limit", limit);
    }
}
