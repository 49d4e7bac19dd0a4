package io.amphora.itests.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * File systems in files, mounted below a folder. Closing it unmounts them all, the last one first; who uses them must have
 * ended.
 */
final class LoopDisk implements AutoCloseable {

    private final Path folder;
    private final Deque<Path> mounted = new ArrayDeque<>();

    LoopDisk(Path folder) throws IOException {
        Tools.requireRoot();
        this.folder = Files.createDirectories(folder.toAbsolutePath());
    }

    /** An empty ext4 of that size; nothing of it is reserved. */
    Path ext4(String name, int mebibytes) throws IOException {
        Path image = folder.resolve(name + ".img");
        makeExt4(image, mebibytes);
        return mount(image, name, "loop");
    }

    /**
     * An empty ext4 whose device can be copied at any instant, as it is just then: its image lies on an XFS with reflinks.
     * It does not write renamed files early, as ext4 else does for programs that forget to.
     */
    Path ext4OnReflinks(String name, int mebibytes) throws IOException {
        Path outer = folder.resolve(name + "-outer.img");
        Tools.TRUNCATE.run("-s", 2L * mebibytes + "M", outer);
        Tools.MAKE_XFS.run("-q", "-m", "reflink=1", outer);
        Path image = mount(outer, name + "-outer", "loop").resolve("disk.img");
        makeExt4(image, mebibytes);
        return mount(image, name, "loop,noauto_da_alloc");
    }

    private static void makeExt4(Path image, int mebibytes) throws IOException {
        Tools.TRUNCATE.run("-s", mebibytes + "M", image);
        Tools.MAKE_EXT4.run("-q", "-m", "0", "-E", "lazy_itable_init=0,lazy_journal_init=0", image);
    }

    /** Copies the device of an {@link #ext4OnReflinks} as it is at this instant, as a power cut would leave it. */
    Path snapshot(String name, int number) throws IOException {
        Path outer = folder.resolve(name + "-outer");
        Path copy = outer.resolve("cut" + number + ".img");
        Tools.COPY.run("--reflink=always", outer.resolve("disk.img"), copy);
        return copy;
    }

    /** Mounts an image; its journal is replayed. */
    Path mount(Path image, String name, String options) throws IOException {
        Path mount = Files.createDirectories(folder.resolve(name));
        Tools.MOUNT.run("-o", options, image, mount);
        mounted.push(mount);
        return mount;
    }

    /** Unmounts what was mounted last. */
    void unmountLast() throws IOException {
        Tools.UNMOUNT.run(mounted.peek());
        mounted.pop();
    }

    @Override
    public void close() throws IOException {
        while (!mounted.isEmpty()) {
            unmountLast();
        }
    }
}
