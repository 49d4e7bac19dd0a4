package io.amphora.storage;

import java.nio.channels.FileChannel;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** An ability of some {@link StorageReader}s: giving away the file that they read. */
@ConsumerType
public interface OpenFile {

    /**
     * Gives the open file to the caller, who closes it; its position is the reader's. The reader counts as closed
     * afterwards. Empty if there is none to give; the reader then goes on as before.
     */
    Optional<FileChannel> takeFile() throws StorageException;
}
