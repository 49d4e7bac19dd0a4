package io.amphora.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Writers that nobody interrupts. */
abstract class WriterCases extends ContractCase {

    private static final StoragePath UPLOAD = StoragePath.parse("/uploads/1/data");
    private static final StoragePath BLOB = StoragePath.parse("/blobs/ab/abc/data");

    WriterCases(StoreSource source) {
        super(source);
    }

    static List<byte[]> contents() {
        return SmallContentCases.contents().toList();
    }

    @ParameterizedTest
    @MethodSource("contents")
    void readsWhatWasCommitted(byte[] content) throws IOException {
        commit(BLOB, content);

        Bytes.assertSame(Bytes.readAll(driver(), BLOB), content);
        Bytes.assertSame(driver().get(BLOB, content.length), content);
        assertThat(driver().stat(BLOB).size()).isEqualTo(content.length);
    }

    @Test
    void commitsElsewhereThanItsPath() throws IOException {
        try (StorageWriter writer = driver().write(UPLOAD, BLOB)) {
            Bytes.write(writer, Bytes.ascii("content"));
            writer.commit(BLOB);
        }

        assertThat(Bytes.readAll(driver(), BLOB)).isEqualTo(Bytes.ascii("content"));
        assertNotFound(UPLOAD);
    }

    @Test
    void commitsToAnotherTargetThanExpected() throws IOException {
        try (StorageWriter writer = driver().write(UPLOAD, UPLOAD)) {
            Bytes.write(writer, Bytes.ascii("content"));
            writer.commit(BLOB);
        }

        assertThat(Bytes.readAll(driver(), BLOB)).isEqualTo(Bytes.ascii("content"));
        assertNotFound(UPLOAD);
    }

    @Test
    void takesBuffersOfEveryKind() throws IOException {
        ByteBuffer direct =
                ByteBuffer.allocateDirect(10).put(Bytes.ascii("-direct-")).flip();
        ByteBuffer window = ByteBuffer.wrap(Bytes.ascii("xxheapxx"), 2, 4);

        try (StorageWriter writer = driver().write(BLOB, BLOB)) {
            assertThat(writer.offset()).isZero();
            assertThat(writer.write(direct)).isEqualTo(8);
            assertThat(writer.write(ByteBuffer.allocate(0))).isZero();
            assertThat(writer.write(window.asReadOnlyBuffer())).isEqualTo(4);
            assertThat(writer.offset()).isEqualTo(12);
            assertThat(direct.hasRemaining()).isFalse();
            writer.commit(BLOB);
        }

        assertThat(Bytes.readAll(driver(), BLOB)).isEqualTo(Bytes.ascii("-direct-heap"));
    }

    @Test
    void unfinishedContentIsUnseen() throws IOException {
        try (StorageWriter writer = driver().write(UPLOAD, BLOB)) {
            Bytes.write(writer, Bytes.ascii("content"));
            writer.checkpoint();

            assertNotFound(UPLOAD);
            assertNotFound(BLOB);
            assertUnlisted(path("/uploads/1"));
            assertUnlisted(path("/blobs/ab/abc"));
            writer.cancel();
        }
    }

    @Test
    void unfinishedContentLeavesTheOldOneAlone() throws IOException {
        commit(BLOB, Bytes.ascii("old"));

        try (StorageWriter writer = driver().write(BLOB, BLOB)) {
            Bytes.write(writer, Bytes.ascii("new content"));
            writer.checkpoint();

            assertThat(Bytes.readAll(driver(), BLOB)).isEqualTo(Bytes.ascii("old"));
            assertThat(driver().stat(BLOB).size()).isEqualTo(3);
            assertThat(driver().list(path("/blobs/ab/abc"), "", 5).names()).containsExactly("data");
            writer.commit(BLOB);
        }

        assertThat(Bytes.readAll(driver(), BLOB)).isEqualTo(Bytes.ascii("new content"));
    }

    @Test
    void commitReplacesLargerContentWhole() throws IOException {
        commit(BLOB, Bytes.random(1, Sizes.MIB));

        commit(BLOB, Bytes.random(2, Sizes.KIB));

        assertThat(Bytes.readAll(driver(), BLOB)).isEqualTo(Bytes.random(2, Sizes.KIB));
    }

    @Test
    void writersOfOnePathKeepBytesOfTheirOwn() throws IOException {
        try (StorageWriter one = driver().write(BLOB, BLOB);
                StorageWriter two = driver().write(BLOB, BLOB);
                StorageWriter three = driver().write(BLOB, BLOB)) {
            Bytes.write(one, Bytes.ascii("one"));
            Bytes.write(two, Bytes.ascii("two-"));
            Bytes.write(one, Bytes.ascii("!"));
            Bytes.write(three, Bytes.ascii("three"));

            one.commit(BLOB);
            assertThat(Bytes.readAll(driver(), BLOB)).isEqualTo(Bytes.ascii("one!"));
            two.commit(BLOB);
            assertThat(Bytes.readAll(driver(), BLOB)).isEqualTo(Bytes.ascii("two-"));
            three.cancel();
        }

        assertThat(Bytes.readAll(driver(), BLOB)).isEqualTo(Bytes.ascii("two-"));
    }

    @Test
    void cancelLeavesNothing() throws IOException {
        StorageWriter empty = driver().write(UPLOAD, BLOB);
        empty.cancel();
        StorageWriter writer = driver().write(UPLOAD, BLOB);
        Bytes.write(writer, Bytes.random(1, Sizes.MIB));
        writer.checkpoint();
        Bytes.write(writer, Bytes.random(2, Sizes.MIB));
        writer.cancel();

        assertNotFound(UPLOAD);
        assertNotFound(BLOB);
        assertThat(store().leftovers()).isEmpty();
    }

    @Test
    void closeWithoutCheckpointLeavesNothingToRead() throws IOException {
        try (StorageWriter writer = driver().write(UPLOAD, BLOB)) {
            Bytes.write(writer, Bytes.random(1, Sizes.MIB));
        }

        assertNotFound(UPLOAD);
        assertNotFound(BLOB);
    }

    @Test
    void deletingThePathFreesWhatIsUnfinished() throws IOException {
        StorageWriter writer = driver().write(UPLOAD, BLOB);
        Bytes.write(writer, Bytes.ascii("content"));
        writer.checkpoint();
        writer.close();

        driver().delete(List.of(UPLOAD));

        assertThat(store().leftovers()).isEmpty();
    }

    @Test
    void useAfterCloseFails() throws IOException {
        StorageWriter writer = driver().write(UPLOAD, BLOB);
        assertThat(writer.isOpen()).isTrue();
        Bytes.write(writer, Bytes.ascii("content"));

        writer.close();

        assertUnusable(writer);
        assertNotFound(BLOB);
    }

    @Test
    void useAfterCommitFails() throws IOException {
        StorageWriter writer = driver().write(UPLOAD, BLOB);
        Bytes.write(writer, Bytes.ascii("content"));

        writer.commit(BLOB);

        assertUnusable(writer);
        assertThat(Bytes.readAll(driver(), BLOB)).isEqualTo(Bytes.ascii("content"));
    }

    @Test
    void useAfterCancelFails() throws IOException {
        StorageWriter writer = driver().write(UPLOAD, BLOB);
        Bytes.write(writer, Bytes.ascii("content"));

        writer.cancel();

        assertUnusable(writer);
        assertNotFound(BLOB);
    }

    @Test
    void refusesRootAsTarget() throws IOException {
        try (StorageWriter writer = driver().write(UPLOAD, BLOB)) {
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> writer.commit(StoragePath.ROOT));
            writer.cancel();
        }
    }

    private static void assertUnusable(StorageWriter writer) throws IOException {
        writer.close();
        assertThat(writer.isOpen()).isFalse();
        assertClosed(() -> writer.write(ByteBuffer.allocate(1)));
        assertClosed(writer::offset);
        assertClosed(writer::checkpoint);
        assertClosed(() -> writer.commit(BLOB));
        assertClosed(writer::cancel);
        writer.close();
    }

    private static void assertClosed(ThrowingCallable use) {
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(use);
    }

    private void assertNotFound(StoragePath path) {
        assertThatExceptionOfType(PathNotFoundException.class).isThrownBy(() -> driver().stat(path));
        assertThatExceptionOfType(PathNotFoundException.class).isThrownBy(() -> driver().read(path, 0));
        assertThatExceptionOfType(PathNotFoundException.class).isThrownBy(() -> driver().get(path, 10));
    }

    private void assertUnlisted(StoragePath directory) throws IOException {
        try {
            assertThat(driver().list(directory, "", 5).names()).isEmpty();
        } catch (PathNotFoundException none) {
            assertThat(none.path()).isEqualTo(directory);
        }
    }
}
