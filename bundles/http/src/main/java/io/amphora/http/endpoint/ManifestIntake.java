package io.amphora.http.endpoint;

import io.amphora.http.reply.Intake;
import io.amphora.http.reply.Reply;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A body that is kept in memory, up to a limit. */
final class ManifestIntake implements Intake {

    private static final int FIRST = 8 * 1024;

    private final int limit;
    private final Ending ending;
    private final ByteArrayOutputStream content;

    /** What becomes of it. */
    interface Ending {
        Reply of(ByteBuffer content) throws IOException;
    }

    /** Refuses at once what is announced as too large; -1 bytes if nothing is announced. */
    ManifestIntake(int limit, long announced, Ending ending) throws RegistryException {
        this.limit = limit;
        this.ending = ending;
        if (announced > limit) {
            throw tooLarge();
        }
        content = new ByteArrayOutputStream(announced < 0 ? FIRST : (int) announced);
    }

    @Override
    public void take(ByteBuffer piece) throws IOException {
        if (piece.remaining() > limit - content.size()) {
            throw tooLarge();
        }
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        content.write(bytes);
    }

    @Override
    public Reply finish() throws IOException {
        return ending.of(ByteBuffer.wrap(content.toByteArray()));
    }

    @Override
    public void close() {
        content.reset();
    }

    private RegistryException tooLarge() {
        return new RegistryException(ErrorCode.MANIFEST_TOO_LARGE, "limit", limit);
    }
}
