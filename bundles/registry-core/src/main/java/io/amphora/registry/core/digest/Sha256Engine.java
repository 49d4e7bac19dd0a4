package io.amphora.registry.core.digest;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes SHA-256 computations: the JDK's where its state can be had, else Bouncy Castle's. Which one it is, a self-check
 * decides when the engine is made. Thread-safe.
 */
public final class Sha256Engine {

    private static final Logger LOG = LoggerFactory.getLogger(Sha256Engine.class);

    /** What the self-check digests: it ends in the middle of a block, and goes on from there. */
    private static final int CHECKED = 119;

    private static final int SPLIT = 71;
    private static final String CHECKED_DIGEST = "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb";

    private final String name;
    private final Function<Sha256State, Sha256> maker;

    private Sha256Engine(String name, Function<Sha256State, Sha256> maker) {
        this.name = name;
        this.maker = maker;
    }

    /** The fastest engine that works on this JVM. Warns if it is not the JDK's. */
    public static Sha256Engine choose() {
        try {
            Sha256Engine jdk = jdk();
            if (jdk.works()) {
                return jdk;
            }
            LOG.warn(
                    "The JDK's SHA-256 has another state than expected: uploads are digested by Bouncy Castle, slowly");
        } catch (ReflectiveOperationException | RuntimeException closed) {
            LOG.warn(
                    "Uploads are digested by Bouncy Castle, slowly. Start the JVM with {} for the JDK's SHA-256",
                    JdkSha256.FLAG);
            LOG.debug("The JDK's SHA-256 keeps its state to itself", closed);
        }
        return bouncyCastle();
    }

    static Sha256Engine jdk() throws ReflectiveOperationException {
        JdkSha256.Access access = new JdkSha256.Access();
        return new Sha256Engine("JDK", from -> new JdkSha256(access, from));
    }

    static Sha256Engine bouncyCastle() {
        return new Sha256Engine("Bouncy Castle", BouncyCastleSha256::new);
    }

    /** Whose computation it is, for a person. */
    public String name() {
        return name;
    }

    /** A computation that goes on at a state. */
    public Sha256 resume(Sha256State from) {
        return maker.apply(from);
    }

    /** Whether a computation that is interrupted in the middle of a block comes to the right digest. */
    private boolean works() {
        byte[] ones = new byte[CHECKED];
        Arrays.fill(ones, (byte) 'a');
        Sha256 first = resume(Sha256State.start());
        first.update(ByteBuffer.wrap(ones, 0, SPLIT));
        Sha256 second = resume(Sha256State.parse(first.state().bytes()));
        second.update(ByteBuffer.wrap(ones, SPLIT, CHECKED - SPLIT));
        return HexFormat.of().formatHex(second.digest()).equals(CHECKED_DIGEST);
    }
}
