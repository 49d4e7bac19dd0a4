package io.amphora.token.hmac;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;

/** A file of keys on this machine. */
final class KeyFile {

    private static final long MAX_BYTES = 64 * 1024;
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOREIGN = PosixFilePermissions.fromString("---rwxrwx");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

    private final Path path;
    private final Linker linker;

    /** Gives a file a second name, and refuses one that is in use. */
    @FunctionalInterface
    interface Linker {
        void link(Path name, Path existing) throws IOException;
    }

    KeyFile(Path path) {
        this(path, Files::createLink);
    }

    KeyFile(Path path, Linker linker) {
        this.path = path;
        this.linker = linker;
    }

    boolean exists() {
        return Files.exists(path);
    }

    /**
     * Reads the keys.
     *
     * @throws IllegalArgumentException if the file holds something else
     */
    KeyText read() throws IOException {
        if (Files.size(path) > MAX_BYTES) {
            throw new IllegalArgumentException(path + " is too large for a key file");
        }
        return KeyText.parse(path.toString(), Files.readAllLines(path, StandardCharsets.ISO_8859_1));
    }

    /** Whether users other than its owner may touch it, as far as the file system tells. */
    boolean isOpenToOthers() throws IOException {
        return isPosix(path) && Files.getPosixFilePermissions(path).stream().anyMatch(FOREIGN::contains);
    }

    /**
     * Makes the file with a random key unless it is there. It is private and whole from its first instant, and durable
     * when this returns; of two processes that race, one makes it.
     */
    void make(SecureRandom random, Instant now) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path draft = directory.resolve("." + path.getFileName() + "." + UUID.randomUUID());
        try {
            write(draft, content(random, now));
            publish(draft);
        } finally {
            Files.deleteIfExists(draft);
        }
        sync(directory);
    }

    private static byte[] content(SecureRandom random, Instant now) {
        byte[] key = new byte[TokenKey.MIN_BYTES];
        random.nextBytes(key);
        String text =
                """
                # Keys that sign upload tokens: a name, a blank, and at least 32 bytes in base64.
                # The first one signs, all verify. Whoever has a key can go on with anybody's upload: keep this file private.
                %s: this node made the next key. Delete this line when all nodes of a shared store have it.
                node-%s %s
                """
                        .formatted(
                                KeyText.MARK,
                                DAY.format(now),
                                Base64.getEncoder().encodeToString(key));
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void write(Path draft, byte[] content) throws IOException {
        FileAttribute<?>[] attributes = isPosix(draft.getParent())
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PRIVATE)}
                : new FileAttribute<?>[0];
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(draft, options, attributes)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** A link never replaces a file, which a move may where two processes race; some file systems have no links. */
    private void publish(Path draft) throws IOException {
        try {
            linker.link(path, draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was first; its key is as good.
        } catch (FileSystemException | UnsupportedOperationException noLinks) {
            moveUnlessThere(draft);
        }
    }

    private void moveUnlessThere(Path draft) throws IOException {
        try {
            Files.move(draft, path);
        } catch (FileAlreadyExistsException e) {
            // As above.
        }
    }

    private static void sync(Path directory) throws IOException {
        if (isPosix(directory)) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static boolean isPosix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
