package io.amphora.registry.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.LayerUpload;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.UploadConflictException;
import io.amphora.registry.UploadReference;
import io.amphora.registry.UploadStatus;
import io.amphora.registry.access.Principal;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.upload.FakeStorage;
import io.amphora.storage.FreeSpace;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StoragePath;
import io.amphora.storage.memory.MemoryDrivers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UploadRulesTest {

    private final StorageDriver driver = MemoryDrivers.open();
    private final FakeStorage storage = new FakeStorage(driver, false);
    private final Node node = Node.over(storage);
    private final Node other = Node.over(storage);

    @AfterEach
    void givesEveryLeaseBack() {
        assertThat(storage.openLeases()).isZero();
    }

    @Test
    void writesTheSignOfLifeInUtc() throws IOException {
        UploadStatus begun = node.post();

        String text = new String(
                driver.get(
                        StorageLayout.uploadStartedAt(
                                Node.REPOSITORY, begun.reference().upload().toString()),
                        100),
                StandardCharsets.US_ASCII);
        assertThat(text).isEqualTo("2026-11-23T12:00:00Z");
        assertThat(begun.startedAt()).isEqualTo(Node.NOW);
        assertThat(begun.received()).isZero();
    }

    @Test
    void refusesAStaleReferenceAndSaysWhereItGoesOn() throws IOException {
        UploadStatus begun = node.post();
        UploadStatus one = node.patch(begun.reference(), Node.bytes(10, 1));
        UploadStatus two = node.patch(one.reference(), Node.bytes(5, 2));

        UploadConflictException atPost = conflict(() -> other.resume(begun.reference()));
        UploadConflictException atOne = conflict(() -> other.resume(one.reference()));

        assertThat(atPost.status()).isEqualTo(two);
        assertThat(atOne.status()).isEqualTo(two);
        assertThat(atPost.code()).isEqualTo(ErrorCode.BLOB_UPLOAD_INVALID);
        assertThat(other.status(begun.reference())).isEqualTo(two);
        assertThat(other.status(one.reference())).isEqualTo(two);
    }

    @Test
    void keepsAnEmptyRequestOffTheChain() throws IOException {
        UploadStatus begun = node.post();

        UploadStatus empty = node.patch(begun.reference(), new byte[0]);
        UploadStatus one = node.patch(begun.reference(), Node.bytes(10, 1));
        UploadStatus again = node.patch(one.reference(), new byte[0]);

        assertThat(empty).isEqualTo(begun);
        assertThat(again).isEqualTo(one);
        assertThat(names(begun.reference())).containsExactly("0");
    }

    @Test
    void goesOnAtWhatAnAbortedRequestLeft() throws IOException {
        byte[] sent = Node.bytes(3000, 1);
        byte[] rest = Node.bytes(500, 2);
        UploadStatus begun = node.post();
        node.abort(begun.reference(), sent);

        UploadStatus received = other.status(begun.reference());
        UploadStatus all = other.patch(received.reference(), rest);
        Digest digest = Node.sha256(Node.join(sent, rest));
        other.put(all.reference(), digest);

        assertThat(received.received()).isEqualTo(3000);
        assertThat(other.pull(digest)).isEqualTo(Node.join(sent, rest));
    }

    @Test
    void replacesWhatAnAbortedRequestLeftAtTheBeginning() throws IOException {
        byte[] good = Node.bytes(2500, 2);
        UploadStatus begun = node.post();
        node.abort(begun.reference(), Node.bytes(3000, 1));
        UploadStatus aborted = node.status(begun.reference());

        UploadStatus replaced = other.patch(begun.reference(), good);
        other.put(replaced.reference(), Node.sha256(good));

        assertThat(aborted.received()).isEqualTo(3000);
        assertThat(replaced.received()).isEqualTo(2500);
        assertThat(other.pull(Node.sha256(good))).isEqualTo(good);
    }

    @Test
    void neverOffersACheckpointWhoseBytesWereReplaced() throws IOException {
        byte[] first = Node.bytes(100, 1);
        UploadStatus one = node.patch(node.post().reference(), first);
        node.abort(one.reference(), Node.bytes(3000, 2));
        UploadStatus aborted = node.status(one.reference());

        try (LayerUpload replacing = other.resume(one.reference())) {
            replacing.write(ByteBuffer.wrap(Node.bytes(10, 3)));

            assertThat(node.status(one.reference()).received()).isEqualTo(100);
            assertThat(conflict(() -> node.resume(aborted.reference())).status().received())
                    .isEqualTo(100);
        }
        assertThat(node.status(one.reference()).received()).isEqualTo(110);
    }

    @Test
    void leavesAnAbortedRequestsBytesAloneUntilTheFirstWrite() throws IOException {
        UploadStatus one = node.patch(node.post().reference(), Node.bytes(100, 1));
        node.abort(one.reference(), Node.bytes(3000, 2));

        other.patch(one.reference(), new byte[0]);

        assertThat(node.status(one.reference()).received()).isEqualTo(3100);
    }

    @Test
    void freesWhatAnAbortedFirstRequestLeftOnceAnotherIsAcknowledged() throws IOException {
        long full = ((FreeSpace) driver).freeBytes();
        UploadStatus begun = node.post();
        node.abort(begun.reference(), Node.bytes(100_000, 1));

        other.patch(begun.reference(), Node.bytes(1500, 2));

        assertThat(names(begun.reference())).hasSize(2).contains("0");
        assertThat(((FreeSpace) driver).freeBytes()).isGreaterThan(full - 20_000);
    }

    @Test
    void endsAnUploadWhoseContentIsNotWhatWasSaid() throws IOException {
        byte[] bytes = Node.bytes(2000, 1);
        Digest wrong = Node.sha256(Node.bytes(2000, 2));
        UploadStatus one = node.patch(node.post().reference(), bytes);

        RegistryException fault = fault(() -> node.put(one.reference(), wrong));

        assertThat(fault.code()).isEqualTo(ErrorCode.DIGEST_INVALID);
        assertThat(fault.errors().get(0).detail())
                .containsEntry("expected", wrong.toString())
                .containsEntry("computed", Node.sha256(bytes).toString());
        assertThat(fault(() -> node.status(one.reference())).code()).isEqualTo(ErrorCode.BLOB_UPLOAD_UNKNOWN);
        assertThat(node.service.exists(Node.REPOSITORY, wrong)).isFalse();
        assertThat(isGone(one.reference())).isTrue();
    }

    @Test
    void keepsAnUploadWhoseDigestIsOfAnotherAlgorithm() throws IOException {
        byte[] bytes = Node.bytes(20, 1);
        Digest sha512 = Digest.parse("sha512:" + "a".repeat(128));
        Digest odd = Digest.parse("odd+digest:with=_-");
        UploadStatus one = node.patch(node.post().reference(), bytes);

        assertThat(fault(() -> node.put(one.reference(), sha512)).code()).isEqualTo(ErrorCode.DIGEST_INVALID);
        assertThat(fault(() -> node.put(one.reference(), odd)).code()).isEqualTo(ErrorCode.DIGEST_INVALID);
        assertThat(fault(() -> node.put(one.reference(), new byte[1], odd)).code())
                .isEqualTo(ErrorCode.DIGEST_INVALID);

        assertThat(fault(() -> node.put(one.reference(), odd))
                        .errors()
                        .get(0)
                        .detail()
                        .get("reason")
                        .toString())
                .contains("sha256");
        node.put(one.reference(), Node.sha256(bytes));
        assertThat(node.pull(Node.sha256(bytes))).isEqualTo(bytes);
    }

    @Test
    void answersARepeatedFinishAsTheFirst() throws IOException {
        byte[] bytes = Node.bytes(2000, 1);
        Digest digest = Node.sha256(bytes);
        UploadStatus begun = node.post();
        UploadStatus one = node.patch(begun.reference(), bytes);
        node.put(one.reference(), digest);

        assertThat(other.put(one.reference(), digest).size()).isEqualTo(2000);
        assertThat(other.put(begun.reference(), digest).digest()).isEqualTo(digest);
        assertThat(fault(() -> other.put(one.reference(), Node.sha256(new byte[0])))
                        .code())
                .isEqualTo(ErrorCode.BLOB_UPLOAD_UNKNOWN);
        assertThat(isGone(one.reference())).isTrue();
    }

    @Test
    void forgetsACancelledUpload() throws IOException {
        UploadStatus begun = node.post();
        UploadStatus one = node.patch(begun.reference(), Node.bytes(2000, 1));

        other.cancel(begun.reference());

        for (UploadReference reference : new UploadReference[] {begun.reference(), one.reference()}) {
            assertThat(fault(() -> node.status(reference)).code()).isEqualTo(ErrorCode.BLOB_UPLOAD_UNKNOWN);
            assertThat(fault(() -> node.resume(reference)).code()).isEqualTo(ErrorCode.BLOB_UPLOAD_UNKNOWN);
            assertThat(fault(() -> node.cancel(reference)).code()).isEqualTo(ErrorCode.BLOB_UPLOAD_UNKNOWN);
            assertThat(fault(() -> node.put(reference, Node.sha256(Node.bytes(2000, 1))))
                            .code())
                    .isEqualTo(ErrorCode.BLOB_UPLOAD_UNKNOWN);
        }
        assertThat(isGone(one.reference())).isTrue();
    }

    @Test
    void failsARunningRequestOfACancelledUploadAndLeavesNothing() throws IOException {
        UploadStatus begun = node.post();

        try (LayerUpload running = node.resume(begun.reference())) {
            running.write(ByteBuffer.wrap(Node.bytes(10, 1)));
            other.cancel(begun.reference());

            assertThat(fault(running::acknowledge).code()).isEqualTo(ErrorCode.BLOB_UPLOAD_UNKNOWN);
        }
        assertThat(isGone(begun.reference())).isTrue();
    }

    @Test
    void tellsARunningRequestAtItsNextCheckpointThatTheUploadEnded() throws IOException {
        UploadStatus begun = node.post();

        try (LayerUpload running = node.resume(begun.reference())) {
            other.cancel(begun.reference());

            assertThat(fault(() -> running.write(ByteBuffer.wrap(Node.bytes(Node.CHECKPOINT, 1))))
                            .code())
                    .isEqualTo(ErrorCode.BLOB_UPLOAD_UNKNOWN);
        }
        assertThat(isGone(begun.reference())).isTrue();
    }

    @Test
    void cancelsFromWithinARequest() throws IOException {
        UploadStatus one = node.patch(node.post().reference(), Node.bytes(10, 1));

        try (LayerUpload running = node.resume(one.reference())) {
            running.write(ByteBuffer.wrap(Node.bytes(10, 1)));
            running.cancel();
            assertThatThrownBy(() -> running.write(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
        }
        assertThat(isGone(one.reference())).isTrue();
    }

    @Test
    void leavesNothingOfARequestThatBroughtNothing() throws IOException {
        UploadStatus begun = node.post();

        node.abort(begun.reference(), new byte[0]);

        assertThat(driver.list(
                                StorageLayout.upload(
                                        Node.REPOSITORY,
                                        begun.reference().upload().toString()),
                                "",
                                10)
                        .names())
                .containsExactly("startedat");
    }

    @Test
    void knowsAnUploadOnlyToItsRepositoryAndCaller() throws IOException {
        UploadStatus begun = node.post();
        RepositoryName elsewhere = RepositoryName.parse("other");

        assertThat(fault(() -> node.service.status(elsewhere, begun.reference(), Node.ALICE))
                        .code())
                .isEqualTo(ErrorCode.BLOB_UPLOAD_UNKNOWN);
        assertThat(fault(() -> node.service.status(Node.REPOSITORY, begun.reference(), new Principal("eve")))
                        .code())
                .isEqualTo(ErrorCode.BLOB_UPLOAD_UNKNOWN);
        assertThat(fault(() -> node.status(new UploadReference(begun.reference().upload(), "xxx")))
                        .code())
                .isEqualTo(ErrorCode.BLOB_UPLOAD_UNKNOWN);
    }

    @Test
    void failsAfterItsEndAndClosesAnyNumberOfTimes() throws IOException {
        LayerUpload upload = node.resume(node.post().reference());
        upload.write(ByteBuffer.wrap(new byte[3]));
        assertThat(upload.isOpen()).isTrue();
        upload.acknowledge();
        upload.close();
        upload.close();

        assertThat(upload.isOpen()).isFalse();
        assertThatThrownBy(upload::acknowledge).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(upload::cancel).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> upload.finish(Node.sha256(new byte[3]))).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void keepsOneBlobForAllRepositoriesThatPushIt() throws IOException {
        byte[] bytes = Node.bytes(2000, 1);
        Digest digest = Node.sha256(bytes);
        RepositoryName elsewhere = RepositoryName.parse("other");
        node.put(node.post().reference(), bytes, digest);

        assertThat(node.service.exists(elsewhere, digest)).isFalse();
        UploadStatus begun = node.service.upload(elsewhere, Node.ALICE);
        try (LayerUpload upload = node.service.resume(elsewhere, begun.reference(), Node.ALICE)) {
            upload.write(ByteBuffer.wrap(bytes));
            upload.finish(digest);
        }

        assertThat(node.service.exists(elsewhere, digest)).isTrue();
        assertThat(node.pull(digest)).isEqualTo(bytes);
    }

    private static RegistryException fault(ThrowingCallable call) {
        RegistryException fault = catchThrowableOfType(RegistryException.class, call);
        assertThat(fault).as("a registry's fault").isNotNull();
        return fault;
    }

    private static UploadConflictException conflict(ThrowingCallable call) {
        UploadConflictException fault = catchThrowableOfType(UploadConflictException.class, call);
        assertThat(fault).as("a conflict").isNotNull();
        return fault;
    }

    private List<String> names(UploadReference reference) throws IOException {
        return driver.list(
                        StorageLayout.uploadRecords(
                                Node.REPOSITORY, reference.upload().toString()),
                        "",
                        100)
                .names();
    }

    private boolean isGone(UploadReference reference) throws IOException {
        StoragePath directory =
                StorageLayout.upload(Node.REPOSITORY, reference.upload().toString());
        try {
            driver.stat(directory);
            return false;
        } catch (PathNotFoundException gone) {
            return true;
        }
    }
}
