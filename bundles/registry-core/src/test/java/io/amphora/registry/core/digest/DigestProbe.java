package io.amphora.registry.core.digest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Says in a JVM of its own which engine serves there, and what it makes of 119 times 'a'. */
final class DigestProbe {

    private DigestProbe() {}

    public static void main(String[] arguments) {
        Sha256Engine engine = Sha256Engine.choose();
        Sha256 digest = engine.resume(Sha256State.start());
        digest.update(ByteBuffer.wrap("a".repeat(50).getBytes(US_ASCII)));
        Sha256 rest = engine.resume(Sha256State.parse(digest.state().bytes()));
        rest.update(ByteBuffer.wrap("a".repeat(69).getBytes(US_ASCII)));
        try (PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out))) {
            out.print(engine.name() + " " + HexFormat.of().formatHex(rest.digest()));
        }
    }
}
