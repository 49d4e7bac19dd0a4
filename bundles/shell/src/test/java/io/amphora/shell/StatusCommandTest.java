package io.amphora.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.status.StatusLine;
import io.amphora.registry.status.StatusSource;
import io.amphora.storage.admin.DriverStatus;
import io.amphora.storage.admin.DriverStatus.State;
import io.amphora.storage.lease.ActiveStorage;
import io.amphora.storage.lease.StorageLease;
import io.amphora.storage.lease.StorageUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class StatusCommandTest {

    private static final DriverStatus REFUSED = new DriverStatus(
            "main",
            "filesystem",
            "1.2.3",
            State.REFUSED,
            0,
            Optional.of(new UUID(0, 1)),
            OptionalLong.of(5L << 20),
            Optional.of("it holds\u001b another store"));

    @Test
    void showsEverySourceAndMarksWarnings() throws Exception {
        StatusCommand command = command();

        assertThat(Console.run(command))
                .containsExactly(
                        "storage\tWARNING\tactive driver\tnone: no driver is there",
                        "storage\tWARNING\tdriver main 1.2.3\trefused: it holds\\u001b another store",
                        "uploads\t\topen\t3",
                        "uploads\tWARNING\tpurger\toff");
    }

    @Test
    void showsOnlyWhatNeedsAttention() throws Exception {
        StatusCommand command = command();
        command.warningsOnly = true;

        assertThat(Console.run(command)).hasSize(3).allMatch(line -> line.contains("WARNING"));
    }

    @Test
    void saysThatTheSwitchIsAway() throws Exception {
        StatusCommand command = new StatusCommand();
        command.noFormat = true;

        assertThat(Console.run(command)).containsExactly("storage\tWARNING\tstorage switch\tnot there");
    }

    @Test
    void listsDriversWithTheirProblems() throws Exception {
        DriverListCommand command = new DriverListCommand();
        command.noFormat = true;
        command.drivers = () -> List.of(REFUSED);

        assertThat(Console.run(command))
                .containsExactly("main\tfilesystem\t1.2.3\trefused\t0\t00000000-0000-0000-0000-000000000001\t5"
                        + "\tit holds\\u001b another store");
    }

    private static StatusCommand command() {
        StatusCommand command = new StatusCommand();
        command.noFormat = true;
        command.sources = List.of(new Uploads());
        command.storage = new NoStorage();
        command.drivers = () -> List.of(REFUSED);
        return command;
    }

    private record Uploads() implements StatusSource {

        @Override
        public String topic() {
            return "uploads";
        }

        @Override
        public List<StatusLine> status() {
            return List.of(StatusLine.info("open", "3"), StatusLine.warning("purger", "off"));
        }
    }

    private record NoStorage() implements ActiveStorage {

        @Override
        public StorageLease lease() throws StorageUnavailableException {
            throw new StorageUnavailableException("no driver is there");
        }

        @Override
        public CompletionStage<Void> whenAvailable() {
            return CompletableFuture.completedFuture(null);
        }
    }
}
