package io.amphora.itests.protocol;

import static io.amphora.itests.protocol.AnswerAssert.assertThat;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.DistributionServer;
import io.amphora.itests.image.TestImage;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Connection;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

/** Lists of many tags, from a directory, by a server with a heap of 128 MiB that ends when that is too little. */
class LongListIT {

    private static final Pattern NEXT = Pattern.compile("<(/v2/[^>]*)>; rel=\"next\"");
    private static final String REPOSITORY = "many/tags";

    /** File systems take so many names for one file, and more. */
    private static final int NAMES_OF_ONE_FILE = 30_000;

    private static final int SMALL_PAGES = 300;

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
        check(100_000);
    }

    @Test
    @Tag("long")
    @DisplayName("A million tags are listed in a heap of 128 MiB, and small pages cost no scan")
    void listsAMillionTags() throws IOException {
        check(1_000_000);
    }

    private void check(int count) throws IOException {
        makeTags(count);

        Duration before = server.cpuTime();
        assertThat(client.get(list("?n=10"))).isServed(200);
        Duration first = server.cpuTime().minus(before);
        Duration small = smallPages(count);
        System.Logger log = System.getLogger(LongListIT.class.getName());
        log.log(System.Logger.Level.INFO, "{0} tags: first page {1}, {2} more {3}", count, first, SMALL_PAGES, small);
        // A scan of so many names for each page would take several times as long.
        assertThat(small).isLessThan(Duration.ofSeconds(count / 10_000));

        assertThat(walk()).isEqualTo(count);
        assertThat(client.delete(RegistryClient.manifest(REPOSITORY, name(1)))).isServed(202);
        assertThat(client.get(list("?n=2")).text()).contains("\"" + name(0) + "\",\"" + name(2) + "\"");
        assertThat(server.process().isAlive()).isTrue();
    }

    private Duration smallPages(int count) throws IOException {
        Duration before = server.cpuTime();
        try (Connection connection = client.connect()) {
            for (int i = 0; i < SMALL_PAGES; i++) {
                int at = (int) ((long) count * i / SMALL_PAGES);
                Answer answer = connection.exchange(Request.of("GET", list("?n=3&last=" + name(at))));
                assertThat(answer.text())
                        .contains("\"" + name(at + 1) + "\",\"" + name(at + 2) + "\",\"" + name(at + 3) + "\"");
            }
        }
        return server.cpuTime().minus(before);
    }

    /** Returns how many tags there are on all pages, which are in order. */
    private int walk() throws IOException {
        int count = 0;
        String last = "";
        Optional<String> page = Optional.of(list(""));
        while (page.isPresent()) {
            Answer answer = client.get(page.get());
            assertThat(answer).isServed(200);
            for (String tag : tags(answer)) {
                assertThat(tag).isGreaterThan(last);
                last = tag;
                count++;
            }
            page = next(answer);
        }
        return count;
    }

    /** As another registry would have left them: a link, and no index of ours. */
    private void makeTags(int count) throws IOException {
        Path tags = server.home()
                .resolve("registry/docker/registry/v2/repositories")
                .resolve(REPOSITORY)
                .resolve("_manifests/tags");
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

    private static String list(String query) {
        return "/v2/" + REPOSITORY + "/tags/list" + query;
    }

    private static List<String> tags(Answer answer) {
        List<String> tags = new ArrayList<>();
        answer.json().get("tags").forEach(tag -> tags.add(tag.asText()));
        return tags;
    }

    private static Optional<String> next(Answer answer) {
        return answer.header("Link").map(link -> {
            Matcher matcher = NEXT.matcher(link);
            assertThat(matcher.matches()).as(link).isTrue();
            return matcher.group(1);
        });
    }
}
