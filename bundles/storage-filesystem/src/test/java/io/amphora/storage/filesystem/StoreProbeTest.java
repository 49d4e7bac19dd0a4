package io.amphora.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.amphora.storage.StoragePath;
import io.amphora.storage.UnsupportedAbilityException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found out when a driver is opened. */
final class StoreProbeTest {

    private static final StoragePath PATH = StoragePath.parse("/a");

    @TempDir
    private Path temp;

    private static void ignore(String change, Path path) {}

    @Test
    void makesTheRootAndLeavesNothingElse() throws IOException {
        Path root = temp.resolve("new/root");

        try (FilesystemDriver driver = FilesystemDriver.open("test", root, false, StoreProbeTest::ignore)) {
            assertThat(driver.list(StoragePath.ROOT, "", 9).names()).isEmpty();
        }

        assertThat(root).isDirectoryContaining(path -> path.endsWith("~tmp"));
        assertThat(root.resolve("~tmp")).isEmptyDirectory();
    }

    @Test
    void takesALinkToADirectory() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), Files.createDirectory(temp.resolve("real")));

        try (FilesystemDriver driver = FilesystemDriver.open("test", link, false, StoreProbeTest::ignore)) {
            driver.put(PATH, new byte[3]);
        }

        assertThat(temp.resolve("real/a")).hasSize(3);
    }

    @Test
    void refusesRelativeRoot() {
        assertThatIOException()
                .isThrownBy(() -> FilesystemDriver.open("test", Path.of("registry"), false, StoreProbeTest::ignore))
                .withMessageContaining("must be an absolute path: 'registry'");
    }

    @Test
    void refusesRootThatCannotBeMade() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));

        for (Path root : new Path[] {file, file.resolve("below"), Path.of("/proc/amphora")}) {
            assertThatIOException()
                    .isThrownBy(() -> FilesystemDriver.open("test", root, false, StoreProbeTest::ignore))
                    .withMessageContaining("'root' " + root + " cannot be made");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "ceph", "NFS"})
    void knowsNetworkFileSystems(String type) {
        assertThat(StoreProbe.isNetwork(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "apfs", "fuseblk"})
    void knowsLocalFileSystems(String type) {
        assertThat(StoreProbe.isNetwork(type)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "."})
    void refusesFileSystemThatMergesNames(String ending) {
        Disk.Step merging = (change, path) -> {
            String name = path.toString();
            if (change.equals("create") && name.endsWith(ending)) {
                String twin = name.substring(0, name.length() - 1) + (ending.equals("A") ? "a" : "");
                Files.createFile(Path.of(twin));
            }
        };

        assertThatIOException()
                .isThrownBy(() -> FilesystemDriver.open("test", temp, false, merging))
                .withMessageContaining("for one; contents would replace each other");
    }

    @Test
    void findsOutThatANameInUseIsNotRefused() throws IOException {
        Disk.Step replacing = (change, path) -> {
            if (change.equals("link")) {
                Files.deleteIfExists(path);
            }
        };

        assertHasNoCreate(replacing);
    }

    @Test
    void findsOutThatThereAreNoLinks() throws IOException {
        assertHasNoCreate((change, path) -> {
            if (change.equals("link")) {
                throw new UnsupportedOperationException("no links");
            }
        });
    }

    private void assertHasNoCreate(Disk.Step step) throws IOException {
        try (FilesystemDriver driver = FilesystemDriver.open("test", temp, false, step)) {
            assertThatExceptionOfType(UnsupportedAbilityException.class)
                    .isThrownBy(() -> driver.create(PATH, new byte[1]))
                    .withMessageContaining("the store has no create if absent");
            driver.put(PATH, new byte[1]);
        }
        assertThat(temp.resolve("~tmp")).isEmptyDirectory();
    }

    @Test
    void removesOldTemporaryFilesOnly() throws IOException {
        Path own = Files.createDirectory(temp.resolve("~tmp"));
        Path old = Files.createFile(own.resolve("old"));
        Path tree = Files.createDirectories(own.resolve("oldtree/x")).getParent();
        Path lock = Files.createFile(own.resolve("replace-1.lock"));
        Path fresh = Files.createFile(own.resolve("fresh"));
        for (Path path : new Path[] {old, tree, lock}) {
            Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        }

        FilesystemDriver.open("test", temp, false, StoreProbeTest::ignore).close();

        assertThat(own.toFile().list()).containsExactlyInAnyOrder("replace-1.lock", "fresh");
        assertThat(lock).exists();
        assertThat(fresh).exists();
    }

    @Test
    void removesABoundedNumberOfOldFilesAtATime() throws IOException {
        Path tree = Files.createDirectories(temp.resolve("~tmp/oldtree"));
        for (int i = 0; i < TempFiles.MOST + 10; i++) {
            Files.createFile(tree.resolve("f" + i));
        }
        Files.setLastModifiedTime(tree, FileTime.from(Instant.now().minus(Duration.ofHours(25))));

        FilesystemDriver.open("test", temp, false, StoreProbeTest::ignore).close();
        assertThat(tree.toFile().list()).hasSize(10);

        FilesystemDriver.open("test", temp, false, StoreProbeTest::ignore).close();
        assertThat(tree).doesNotExist();
    }

    @Test
    void deletesLinksWithoutFollowingThem() throws IOException {
        Path kept =
                Files.createFile(Files.createDirectory(temp.resolve("outside")).resolve("kept"));
        Path root = temp.resolve("root");
        try (FilesystemDriver driver = FilesystemDriver.open("test", root, false, StoreProbeTest::ignore)) {
            driver.put(StoragePath.parse("/dir/content"), new byte[1]);
            Files.createSymbolicLink(root.resolve("dir/link"), kept.getParent());
            Files.createSymbolicLink(root.resolve("link"), kept.getParent());

            driver.delete(List.of(StoragePath.parse("/dir"), StoragePath.parse("/link")));
        }

        assertThat(kept).exists();
        assertThat(root.toFile().list()).containsExactly("~tmp");
    }
}
