package io.amphora.itests.swap;

import io.amphora.itests.distribution.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A kind of driver with two instances over the directory of the distribution's own store.
 *
 * @param bundle its symbolic name
 * @param pid of its instances
 * @param jar the system property that names the bundle as it was built
 * @param first the name of one instance
 * @param second the name of the other
 * @param setting one that an instance has to take, and that changes nothing here
 * @param values two values of that
 */
record TestedDriver(String bundle, String pid, String jar, String first, String second, String setting, Values values) {

    /** What a setting changes between. */
    record Values(String one, String other) {}

    /** The one that the distribution comes with. It gives its open files away, so that pulls hardly need it. */
    static final TestedDriver FILESYSTEM = new TestedDriver(
            "io.amphora.storage.filesystem",
            "io.amphora.storage.filesystem",
            "amphora.driver",
            "main",
            "second",
            "allowNetworkFilesystem",
            new Values("false", "true"));

    /** One that is asked for every byte. */
    static final TestedDriver PLAIN = new TestedDriver(
            "io.amphora.itests.rogue",
            "io.amphora.itests.rogue",
            "amphora.plain",
            "plain",
            "plainer",
            "orders",
            new Values("/nowhere/none", "/nowhere/nothing"));

    /** Makes both instances, before the distribution starts, and brings the bundle in place of the one that is there. */
    void install(Installation installation) throws IOException {
        for (String name : new String[] {first, second}) {
            installation.set(instance(name), "name", name);
            installation.set(instance(name), "root", "${karaf.base}/registry");
            installation.set(instance(name), setting, values.one());
        }
        if (this != FILESYSTEM) {
            Files.delete(installation.home().resolve("etc/" + FILESYSTEM.instance(FILESYSTEM.first()) + ".cfg"));
            installation.set("io.amphora.storage", "driver", first);
            Files.copy(built(), installation.home().resolve("deploy").resolve(bundle + ".jar"));
        }
    }

    Path built() {
        return Path.of(System.getProperty(jar));
    }

    String instance(String name) {
        return pid + "-" + name;
    }
}
