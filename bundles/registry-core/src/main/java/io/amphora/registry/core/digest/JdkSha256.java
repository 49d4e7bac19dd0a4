package io.amphora.registry.core.digest;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The JDK's own SHA-256, which uses the processor's instructions. Its state is read and set in the fields of
 * {@code sun.security.provider.SHA2}, which takes {@value #FLAG}.
 */
final class JdkSha256 implements Sha256 {

    static final String FLAG = "--add-opens java.base/sun.security.provider=ALL-UNNAMED";

    private static final int PIECE = 8 * 1024;

    private final Access access;
    private final Object engine;
    private final byte[] piece = new byte[PIECE];

    JdkSha256(Access access, Sha256State from) {
        this.access = access;
        this.engine = access.engine(from);
    }

    @Override
    public void update(ByteBuffer bytes) {
        if (bytes.hasArray()) {
            access.update(engine, bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            bytes.position(bytes.limit());
            return;
        }
        while (bytes.hasRemaining()) {
            int count = Math.min(bytes.remaining(), PIECE);
            bytes.get(piece, 0, count);
            access.update(engine, piece, 0, count);
        }
    }

    @Override
    public Sha256State state() {
        return access.state(engine);
    }

    @Override
    public byte[] digest() {
        return access.digest(access.engine(state()));
    }

    /** The JDK's fields and methods that it takes; none of them is API. */
    static final class Access {

        private final MethodHandle create;
        private final MethodHandle update;
        private final MethodHandle digest;
        private final VarHandle words;
        private final VarHandle block;
        private final VarHandle pending;
        private final VarHandle length;

        /**
         * Finds them.
         *
         * @throws ReflectiveOperationException if this JDK has others, or keeps them to itself
         */
        Access() throws ReflectiveOperationException {
            Class<?> sha256 = Class.forName("sun.security.provider.SHA2$SHA256", true, null);
            Class<?> sha2 = sha256.getSuperclass();
            Class<?> base = sha2.getSuperclass();
            MethodHandles.Lookup own = MethodHandles.lookup();
            MethodHandles.Lookup inBase = MethodHandles.privateLookupIn(base, own);
            create = MethodHandles.privateLookupIn(sha256, own)
                    .findConstructor(sha256, MethodType.methodType(void.class))
                    .asType(MethodType.methodType(Object.class));
            update = inBase.findVirtual(
                            base, "engineUpdate", MethodType.methodType(void.class, byte[].class, int.class, int.class))
                    .asType(MethodType.methodType(void.class, Object.class, byte[].class, int.class, int.class));
            digest = inBase.findVirtual(base, "engineDigest", MethodType.methodType(byte[].class))
                    .asType(MethodType.methodType(byte[].class, Object.class));
            words = MethodHandles.privateLookupIn(sha2, own).findVarHandle(sha2, "state", int[].class);
            block = inBase.findVarHandle(base, "buffer", byte[].class);
            pending = inBase.findVarHandle(base, "bufOfs", int.class);
            length = inBase.findVarHandle(base, "bytesProcessed", long.class);
        }

        private Object engine(Sha256State from) {
            try {
                Object engine = create.invokeExact();
                System.arraycopy(from.words(), 0, (int[]) words.get(engine), 0, Sha256State.WORDS);
                System.arraycopy(from.block(), 0, (byte[]) block.get(engine), 0, Sha256State.BLOCK);
                pending.set(engine, from.pending());
                length.set(engine, from.length());
                return engine;
            } catch (Throwable e) {
                throw unexpected(e);
            }
        }

        private void update(Object engine, byte[] bytes, int offset, int count) {
            try {
                update.invokeExact(engine, bytes, offset, count);
            } catch (Throwable e) {
                throw unexpected(e);
            }
        }

        private byte[] digest(Object engine) {
            try {
                return (byte[]) digest.invokeExact(engine);
            } catch (Throwable e) {
                throw unexpected(e);
            }
        }

        private Sha256State state(Object engine) {
            byte[] unfinished = Arrays.copyOf((byte[]) block.get(engine), (int) pending.get(engine));
            return Sha256State.of((int[]) words.get(engine), unfinished, (long) length.get(engine));
        }

        private static RuntimeException unexpected(Throwable e) {
            if (e instanceof Error error) {
                throw error;
            }
            return e instanceof RuntimeException fault ? fault : new IllegalStateException(e);
        }
    }
}
