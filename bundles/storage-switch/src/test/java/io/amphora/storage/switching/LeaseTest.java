package io.amphora.storage.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amphora.storage.CompareAndSet;
import io.amphora.storage.FreeSpace;
import io.amphora.storage.Mark;
import io.amphora.storage.OpenFile;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageReader;
import io.amphora.storage.StorageWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {

    private static final StoragePath PATH = StoragePath.parse("/a");

    private final TinyDriver raw = new TinyDriver();
    private final Candidate candidate = Fixture.candidate(raw);
    private final Lease lease = lease();
    private final StorageDriver driver = lease.driver();

    @Test
    void refusesEveryCallAfterItsClose() {
        lease.close();

        assertThatIllegalStateException().isThrownBy(() -> driver.get(PATH, 1));
        assertThatIllegalStateException().isThrownBy(() -> driver.put(PATH, new byte[0]));
        assertThatIllegalStateException().isThrownBy(() -> driver.create(PATH, new byte[0]));
        assertThatIllegalStateException().isThrownBy(() -> driver.read(PATH, 0));
        assertThatIllegalStateException().isThrownBy(() -> driver.write(PATH, PATH));
        assertThatIllegalStateException().isThrownBy(() -> driver.resume(PATH, new Mark(0, new byte[0])));
        assertThatIllegalStateException().isThrownBy(() -> driver.stat(PATH));
        assertThatIllegalStateException().isThrownBy(() -> driver.list(PATH, "", 1));
        assertThatIllegalStateException().isThrownBy(() -> driver.move(PATH, PATH));
        assertThatIllegalStateException().isThrownBy(() -> driver.delete(List.of(PATH)));
        assertThatIllegalStateException().isThrownBy(() -> lease.ability(CompareAndSet.class));
        assertThat(candidate.holds()).isEmpty();
    }

    @Test
    void countsReadersAndWritersUntilTheyAreClosed() throws Exception {
        driver.put(PATH, new byte[1]);
        StorageReader reader = driver.read(PATH, 0);
        StorageWriter writer = driver.write(PATH, PATH);
        StorageWriter resumed = driver.resume(PATH, new Mark(0, new byte[0]));
        assertThat(candidate.holds().size()).isEqualTo(4);

        lease.close();
        assertThat(candidate.holds().size()).isEqualTo(3);
        reader.close();
        reader.close();
        assertThat(candidate.holds().size()).isEqualTo(2);
        writer.cancel();
        writer.close();
        resumed.commit(PATH);
        resumed.close();

        assertThat(candidate.holds()).isEmpty();
        assertThat(writer.isOpen()).isFalse();
    }

    @Test
    void countsNoWriterThatIsDone() throws Exception {
        driver.write(PATH, PATH).commit(PATH);
        driver.write(PATH, PATH).cancel();

        assertThat(candidate.holds().size()).isEqualTo(1);
    }

    @Test
    void countsNoReaderThatCouldNotBeOpened() {
        assertThatThrownBy(() -> driver.read(PATH, 0)).isInstanceOf(PathNotFoundException.class);

        assertThat(candidate.holds().size()).isEqualTo(1);
    }

    @Test
    void needsTheDriverNoMoreForAReaderWhoseFileItGives(@TempDir Path directory) throws Exception {
        raw.file = Optional.of(Files.write(directory.resolve("file"), new byte[] {7}));
        driver.put(PATH, new byte[1]);

        try (StorageReader reader = driver.read(PATH, 0)) {
            assertThat(candidate.holds()).hasSize(1);
            ByteBuffer read = ByteBuffer.allocate(2);
            assertThat(reader.read(read)).isEqualTo(1);
            assertThat(read.get(0)).isEqualTo((byte) 7);
            assertThat(reader.read(read)).isEqualTo(-1);
        }
    }

    @Test
    void givesTheFileOn(@TempDir Path directory) throws Exception {
        raw.file = Optional.of(Files.write(directory.resolve("file"), new byte[1]));
        driver.put(PATH, new byte[1]);
        StorageReader reader = driver.read(PATH, 0);

        try (FileChannel taken = ((OpenFile) reader).takeFile().orElseThrow()) {
            assertThat(taken.size()).isEqualTo(1);
            assertThat(reader.isOpen()).isFalse();
            assertThat(((OpenFile) reader).takeFile()).isEmpty();
        }
        reader.close();
    }

    @Test
    void keepsTheHoldOfAReaderThatHasNoFileToGive(@TempDir Path directory) throws Exception {
        raw.file = Optional.of(directory.resolve("absent"));
        driver.put(PATH, new byte[1]);

        try (StorageReader reader = driver.read(PATH, 0)) {
            assertThat(reader.isOpen()).isTrue();
            assertThat(candidate.holds()).hasSize(2);
        }
        assertThat(candidate.holds()).hasSize(1);
    }

    @Test
    void offersTheAbilitiesThatTheDriverHas() throws Exception {
        CompareAndSet ability = lease.ability(CompareAndSet.class).orElseThrow();

        assertThat(ability.replace(PATH, new byte[0], new byte[0])).isFalse();
        assertThat(lease.ability(FreeSpace.class)).isEmpty();
        assertThat(lease.shared()).isTrue();
        lease.close();
        assertThatIllegalStateException().isThrownBy(() -> ability.replace(PATH, new byte[0], new byte[0]));
    }

    private Lease lease() {
        Lease made = new Lease(
                (store, tenant, path) -> {
                    throw new AssertionError("nobody left");
                },
                new UUID(0, 1),
                candidate);
        return made.on(candidate.hold(made));
    }
}
