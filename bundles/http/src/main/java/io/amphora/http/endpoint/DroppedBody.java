package io.amphora.http.endpoint;

import io.amphora.http.reply.Intake;
import io.amphora.http.reply.Reply;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A body that nobody needs, read to its end because clients do not look at an answer before they have sent all. */
final class DroppedBody implements Intake {

    private final Ending ending;

    /** What is replied in the end. */
    interface Ending {
        Reply reply() throws IOException;
    }

    DroppedBody(Ending ending) {
        this.ending = ending;
    }

    @Override
    public void take(ByteBuffer piece) {
        // Dropped.
    }

    @Override
    public Reply finish() throws IOException {
        return ending.reply();
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
