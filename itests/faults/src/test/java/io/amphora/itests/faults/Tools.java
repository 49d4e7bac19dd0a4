package io.amphora.itests.faults;

import io.amphora.itests.tool.Tool;
import java.nio.file.Path;

/** The programs that these tests call. */
final class Tools {

    static final Tool MOUNT = new Tool("mount", "mount");
    static final Tool UNMOUNT = new Tool("umount", "mount");
    static final Tool COPY = new Tool("cp", "coreutils");
    static final Tool KILL = new Tool("kill", "procps");
    static final Tool TRUNCATE = new Tool("truncate", "coreutils");
    static final Tool FILL = new Tool("fallocate", "util-linux");
    static final Tool MAKE_XFS = new Tool("mkfs.xfs", "xfsprogs");
    static final Tool MAKE_EXT4 = new Tool("mkfs.ext4", "e2fsprogs");
    static final Tool EATMYDATA = new Tool("eatmydata", "eatmydata");

    static final Tool JCMD =
            new Tool(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), "openjdk-17-jdk-headless");

    private Tools() {}

    /** Fails unless this runs as root, which is what mounting needs. */
    static void requireRoot() {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new AssertionError("mounting needs root: sudo mvn verify with the same profile");
        }
    }
}
