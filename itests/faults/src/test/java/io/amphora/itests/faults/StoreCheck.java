package io.amphora.itests.faults;

import io.amphora.itests.faults.Item.Blob;
import io.amphora.itests.faults.Item.Manifest;
import io.amphora.itests.faults.Ledger.TagName;
import io.amphora.itests.faults.Ledger.TagNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads a store from its directory, knowing the layout of the Docker distribution registry and none of our code, and says
 * what is wrong with it: contents that are not what their digest says, links to nothing, and acknowledged items that are
 * not there.
 */
final class StoreCheck {

    private static final String ALGORITHM = "sha256:";

    private final Path root;
    private final List<String> faults = new ArrayList<>();
    private final Set<String> whole = new HashSet<>();

    private StoreCheck(Path store) {
        root = store.resolve("docker/registry/v2");
    }

    /**
     * Checks the whole store.
     *
     * @return the faults, one line each
     */
    static List<String> check(Path store, Ledger.State known) throws IOException {
        StoreCheck check = new StoreCheck(store);
        check.blobs();
        check.links();
        known.held().forEach(check::held);
        known.tags().forEach(check::tag);
        return check.faults;
    }

    private void blobs() throws IOException {
        Path blobs = root.resolve("blobs");
        if (!Files.exists(blobs)) {
            return;
        }
        try (Stream<Path> files = Files.walk(blobs)) {
            for (Path data : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                blob(data);
            }
        }
    }

    private void blob(Path data) throws IOException {
        String digest = ALGORITHM + data.getParent().getFileName();
        try (InputStream content = Files.newInputStream(data)) {
            String actual = Digests.of(content);
            if (actual.equals(digest)) {
                whole.add(digest);
            } else {
                faults.add(data + " (" + Files.size(data) + " bytes) is " + actual);
            }
        }
    }

    private void links() throws IOException {
        Path repositories = root.resolve("repositories");
        if (!Files.exists(repositories)) {
            return;
        }
        try (Stream<Path> files = Files.walk(repositories)) {
            for (Path link : (Iterable<Path>) files.filter(file -> file.endsWith("link"))::iterator) {
                String digest = Files.readString(link);
                if (!whole.contains(digest)) {
                    faults.add(link + " names what is not there: '" + digest + "'");
                }
            }
        }
    }

    private void held(Item item) {
        if (item instanceof Blob blob) {
            held(blob.repository(), "_layers", blob.digest());
        } else if (item instanceof Manifest manifest) {
            held(manifest.repository(), "_manifests/revisions", manifest.digest());
        }
    }

    private void held(String repository, String links, String digest) {
        Path link = repository(repository)
                .resolve(links)
                .resolve(digest.replace(':', '/'))
                .resolve("link");
        if (!digest.equals(read(link)) || !whole.contains(digest)) {
            faults.add("lost: acknowledged " + digest + " in " + repository + "/" + links);
        }
    }

    private void tag(TagName name, TagNames names) {
        Path tag = repository(name.repository()).resolve("_manifests/tags/" + name.tag() + "/current/link");
        String digest = read(tag);
        if (!names.possible().contains(digest)) {
            faults.add("lost: " + name + " names " + digest + ", not one of " + names.possible());
        } else if (digest != null) {
            held(name.repository(), "_manifests/revisions", digest);
        }
    }

    private Path repository(String name) {
        return root.resolve("repositories").resolve(name);
    }

    private static String read(Path link) {
        try {
            return Files.exists(link) ? Files.readString(link) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
