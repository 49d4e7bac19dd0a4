package io.amphora.storage.filesystem;

import io.amphora.storage.StorageDriver;
import io.amphora.storage.tck.TestStore;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Opens a driver that stops for ever before the n-th change that it makes: the address is {@code n@root}. */
final class StoppingOpener implements TestStore.Opener {

    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);

    @Override
    public StorageDriver open(String address) throws IOException {
        int at = address.indexOf('@');
        FilesystemDriver driver =
                FilesystemDriver.open("test", Path.of(address.substring(at + 1)), false, this::before);
        left.set(Integer.parseInt(address.substring(0, at)));
        return driver;
    }

    private void before(String change, Path path) {
        if (left.decrementAndGet() > 0) {
            return;
        }
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
        out.println("at " + change + " " + path.getFileName());
        while (true) {
            LockSupport.park(this);
        }
    }
}
