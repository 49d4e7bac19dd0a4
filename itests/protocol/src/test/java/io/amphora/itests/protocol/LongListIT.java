package io.amphora.itests.protocol;

import static io.amphora.itests.protocol.AnswerAssert.assertThat;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.DistributionServer;
import io.amphora.itests.image.TestImage;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Connection;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Long lists, from a directory, by a server with a heap of 128 MiB that ends when that is too little. */
class LongListIT {

    private static final Logger LOG = System.getLogger(LongListIT.class.getName());

    private static final Pattern NEXT = Pattern.compile("<(/v2/[^>]*)>; rel=\"next\"");
    private static final String REPOSITORY = "many/tags";
    private static final String TAGS = "/v2/" + REPOSITORY + "/tags/list";
    private static final String CATALOG = "/v2/_catalog";

    /** File systems take so many names for one file, and more. */
    private static final int NAMES_OF_ONE_FILE = 30_000;

    private static final int SMALL_PAGES = 300;

    /** What as many scans of a hundred thousand names take is more. */
    private static final Duration LESS_THAN_SCANS = Duration.ofSeconds(8);

    private final Path folder = Path.of("target", "long-list", UUID.randomUUID().toString());
    private final TestImage image = TestImage.oci();
    private DistributionServer server;
    private RegistryClient client;

    @BeforeEach
    void start() throws IOException {
        server = DistributionServer.start(folder, Map.of(), Map.of("JAVA_MAX_MEM", "128m"));
        client = new RegistryClient(server.port());
        assertThat(image.push(client, REPOSITORY, image.digest())).isServed(201);
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        server.close();
        new ProcessBuilder("rm", "-rf", folder.toString()).inheritIO().start().waitFor();
    }

    @Test
    @Tag("ci")
    @DisplayName("A hundred thousand tags are listed in a heap of 128 MiB, and small pages cost no scan")
    void listsAHundredThousandTags() throws IOException {
        checkTags(100_000);
    }

    @Test
    @Tag("long")
    @DisplayName("A million tags are listed in a heap of 128 MiB, and small pages cost no scan")
    void listsAMillionTags() throws IOException {
        checkTags(1_000_000);
    }

    @Test
    @Tag("ci")
    @DisplayName("A hundred thousand repositories are listed in a heap of 128 MiB, and small pages cost no scan")
    void listsAHundredThousandRepositories() throws IOException {
        int count = 100_000;
        for (int i = 0; i < count; i++) {
            Files.createDirectories(repositories().resolve(name(i)).resolve("_manifests"));
        }

        checkSmallPages(CATALOG, count);

        assertThat(walk(CATALOG + "?n=1000", "repositories")).isEqualTo(count + 1);
        assertThat(server.process().isAlive()).isTrue();
    }

    private void checkTags(int count) throws IOException {
        makeTags(count);

        checkSmallPages(TAGS, count);

        assertThat(walk(TAGS, "tags")).isEqualTo(count);
        assertThat(client.delete(RegistryClient.manifest(REPOSITORY, name(1)))).isServed(202);
        assertThat(client.get(TAGS + "?n=2").text()).contains("\"" + name(0) + "\",\"" + name(2) + "\"");
        assertThat(server.process().isAlive()).isTrue();
    }

    /** Bounds how long the server works for small pages all over a list. */
    private void checkSmallPages(String list, int count) throws IOException {
        Duration before = server.cpuTime();
        assertThat(client.get(list + "?n=10")).isServed(200);
        Duration first = server.cpuTime().minus(before);
        try (Connection connection = client.connect()) {
            for (int i = 0; i < SMALL_PAGES; i++) {
                int at = (int) ((long) count * i / SMALL_PAGES);
                Answer answer = connection.exchange(Request.of("GET", list + "?n=3&last=" + name(at)));
                assertThat(answer.text())
                        .contains("\"" + name(at + 1) + "\",\"" + name(at + 2) + "\",\"" + name(at + 3) + "\"");
            }
        }
        Duration others = server.cpuTime().minus(before).minus(first);
        LOG.log(Level.INFO, "{0} of {1}: first page {2}, {3} more {4}", list, count, first, SMALL_PAGES, others);
        assertThat(others).isLessThan(LESS_THAN_SCANS);
    }

    /** Returns how many names there are on all pages, which are in order. */
    private int walk(String list, String member) throws IOException {
        int count = 0;
        String last = "";
        Optional<String> page = Optional.of(list);
        while (page.isPresent()) {
            Answer answer = client.get(page.get());
            assertThat(answer).isServed(200);
            for (JsonNode name : answer.json().get(member)) {
                assertThat(name.asText()).isGreaterThan(last);
                last = name.asText();
                count++;
            }
            page = next(answer);
        }
        return count;
    }

    private Path repositories() {
        return server.home().resolve("registry/docker/registry/v2/repositories");
    }

    /** As another registry would have left them: a link, and no index of ours. */
    private void makeTags(int count) throws IOException {
        Path tags = repositories().resolve(REPOSITORY).resolve("_manifests/tags");
        Files.createDirectories(tags);
        Path link = tags;
        for (int i = 0; i < count; i++) {
            Path current = Files.createDirectories(tags.resolve(name(i)).resolve("current"));
            if (i % NAMES_OF_ONE_FILE == 0) {
                link = Files.write(current.resolve("link"), image.digest().getBytes(US_ASCII));
            } else {
                Files.createLink(current.resolve("link"), link);
            }
        }
    }

    private static String name(int i) {
        return String.format("v1.%07d", i);
    }

    private static Optional<String> next(Answer answer) {
        return answer.header("Link").map(link -> {
            Matcher matcher = NEXT.matcher(link);
            assertThat(matcher.matches()).as(link).isTrue();
            return matcher.group(1);
        });
    }
}
