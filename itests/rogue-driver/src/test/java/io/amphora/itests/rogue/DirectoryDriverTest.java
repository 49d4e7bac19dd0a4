package io.amphora.itests.rogue;

import io.amphora.storage.StorageDriver;
import io.amphora.storage.tck.StorageDriverContract;
import io.amphora.storage.tck.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

final class DirectoryDriverTest extends StorageDriverContract {

    @Override
    protected TestStore newStore() throws IOException {
        return new DirectoryStore(Files.createTempDirectory("rogue"));
    }

    private record DirectoryStore(Path root) implements TestStore {

        @Override
        public StorageDriver open() {
            Orders none = new Orders("test", root.resolveSibling("no-orders"), () -> {});
            return new RogueDriver(new DirectoryDriver("test", root), none);
        }

        @Override
        public void deactivate(StorageDriver driver) {
            ((RogueDriver) driver).close();
        }

        @Override
        public List<String> leftovers() throws IOException {
            try (Stream<Path> files = Files.walk(root)) {
                return files.filter(Files::isRegularFile).map(Path::toString).toList();
            }
        }

        @Override
        public void close() throws IOException {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
