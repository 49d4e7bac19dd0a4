package io.amphora.storage.filesystem;

import io.amphora.storage.tck.StorageDriverContract;
import io.amphora.storage.tck.TestStore;
import java.io.IOException;

final class FilesystemDriverTest extends StorageDriverContract {

    @Override
    protected TestStore newStore() throws IOException {
        return new DirectoryStore();
    }
}
