package io.amphora.registry.core.layer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.RepositoryName;
import io.amphora.registry.Slice;
import io.amphora.registry.UploadStatus;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.storage.LeasedStorage;
import io.amphora.registry.core.upload.FakeStorage;
import io.amphora.registry.core.upload.StoredUploadAdministration;
import io.amphora.registry.upload.OpenUpload;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.memory.MemoryDrivers;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UploadAdministrationTest {

    private final StorageDriver driver = MemoryDrivers.open();
    private final FakeStorage storage = new FakeStorage(driver, false);
    private final Node node = Node.over(storage);
    private final StoredUploadAdministration administration =
            new StoredUploadAdministration(new LeasedStorage(storage));

    @Test
    void saysHowFarEachUploadIs() throws IOException {
        UploadStatus one = node.patch(node.post().reference(), Node.bytes(100, 1));
        node.abort(one.reference(), Node.bytes(2000, 2));

        Slice<OpenUpload> open = administration.list(Node.REPOSITORY, "", 10);

        assertThat(open.more()).isFalse();
        assertThat(open.items())
                .containsExactly(new OpenUpload(
                        Node.REPOSITORY, one.reference().upload().toString(), Optional.of(Node.NOW), 2100));
    }

    @Test
    void leavesOutWhatEnded() throws IOException {
        node.cancel(node.post().reference());
        node.put(node.post().reference(), new byte[3], Node.sha256(new byte[3]));
        UploadStatus dying = node.patch(node.post().reference(), new byte[3]);
        driver.delete(List.of(StorageLayout.uploadStartedAt(
                Node.REPOSITORY, dying.reference().upload().toString())));

        assertThat(administration.list(Node.REPOSITORY, "", 10).items()).isEmpty();
        assertThat(administration.list(RepositoryName.parse("nobody"), "", 10).items())
                .isEmpty();
    }

    @Test
    void showsUploadsOfAnotherRegistry() throws IOException {
        driver.put(
                StorageLayout.uploadStartedAt(Node.REPOSITORY, "theirs"),
                "2026-01-02T03:04:05+02:00".getBytes(US_ASCII));
        driver.put(StorageLayout.uploadStartedAt(Node.REPOSITORY, "unreadable"), "yesterday".getBytes(US_ASCII));

        assertThat(administration.list(Node.REPOSITORY, "", 10).items())
                .containsExactly(
                        new OpenUpload(
                                Node.REPOSITORY, "theirs", Optional.of(Instant.parse("2026-01-02T01:04:05Z")), 0),
                        new OpenUpload(Node.REPOSITORY, "unreadable", Optional.empty(), 0));
    }

    @Test
    void leavesOutAnUploadWhoseRecordsCannotBeRead() throws IOException {
        UploadStatus good = node.post();
        UploadStatus bad = node.post();
        driver.put(
                StorageLayout.uploadRecord(
                        Node.REPOSITORY, bad.reference().upload().toString(), "0"),
                new byte[0]);

        assertThat(administration.list(Node.REPOSITORY, "", 10).items())
                .extracting(OpenUpload::id)
                .containsExactly(good.reference().upload().toString());
    }

    @Test
    void listsInPages() throws IOException {
        List<String> begun = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            begun.add(node.post().reference().upload().toString());
        }
        List<String> listed = new ArrayList<>();
        Slice<OpenUpload> page;
        do {
            String after = listed.isEmpty() ? "" : listed.get(listed.size() - 1);
            page = administration.list(Node.REPOSITORY, after, 3);
            page.items().forEach(upload -> listed.add(upload.id()));
        } while (page.more());

        assertThat(listed).isSorted().containsExactlyInAnyOrderElementsOf(begun);
    }
}
