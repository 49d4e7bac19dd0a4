package io.amphora.itests.protocol;

import static io.amphora.itests.protocol.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.SharedServer;
import io.amphora.itests.image.Content;
import io.amphora.itests.image.TestImage;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Connection;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 1 to 12 of SPEC.md 6.1: names of repositories, and paths that try to be something else. */
@ExtendWith(SharedServer.class)
class NamesRows {

    private static final Duration AT_ONCE = Duration.ofMillis(50);
    private static final int MEASUREMENTS = 50;

    private final RegistryClient client;

    NamesRows(RegistryClient client) {
        this.client = client;
    }

    @Test
    @DisplayName("SPEC row 1: a path that climbs out of the registry reads no file")
    void row01PathThatClimbsOutReadsNoFile() throws IOException {
        Answer answer = client.get("/v2/../../etc/passwd");

        assertThat(answer).hasStatus(400, 404).doesNotMention("root:");
        assertThat(client.get("/v2/")).isServed(200);
    }

    @Test
    @DisplayName("SPEC row 2: dots in a name are not walked")
    void row02DotsInNameAreNotWalked() throws IOException {
        TestImage.oci().push(client, "b", "latest");

        assertThat(client.get("/v2/b/manifests/latest")).isServed(200);
        assertThat(client.get("/v2/a/../b/manifests/latest")).isRefused(400, "NAME_INVALID");
    }

    @Test
    @DisplayName("SPEC row 3: an encoded slash does not separate the parts of a name")
    void row03EncodedSlashDoesNotSeparate() throws IOException {
        TestImage.oci().push(client, "a/b", "latest");

        assertThat(client.get("/v2/a/b/manifests/latest")).isServed(200);
        assertThat(client.get("/v2/a%2Fb/manifests/latest")).isRefused(400, "NAME_INVALID");
        assertThat(client.get("/v2/a%2fb/manifests/latest")).isRefused(400, "NAME_INVALID");
    }

    @Test
    @DisplayName("SPEC row 4: encoded dots are not walked")
    void row04EncodedDotsAreNotWalked() throws IOException {
        TestImage.oci().push(client, "b", "latest");

        assertThat(client.get("/v2/a/%2e%2e/b/tags/list")).isRefused(400, "NAME_INVALID");
        assertThat(client.get("/v2/a/%2E./b/tags/list")).isRefused(400, "NAME_INVALID");
    }

    @Test
    @DisplayName("SPEC row 5: an encoded NUL is refused; the container may do it")
    void row05EncodedNulIsRefused() throws IOException {
        assertThat(client.get("/v2/a%00b/tags/list")).hasStatus(400);
    }

    @Test
    @DisplayName("SPEC row 6: two slashes are not one")
    void row06TwoSlashesAreNotOne() throws IOException {
        TestImage.oci().push(client, "a/b", "latest");

        assertThat(client.get("/v2/a//b/tags/list")).isRefused(400, "NAME_INVALID");
        assertThat(client.get("/v2//a/b/tags/list")).isRefused(400, "NAME_INVALID");
    }

    @Test
    @DisplayName("SPEC row 7: upper case is refused")
    void row07UpperCaseIsRefused() throws IOException {
        Request request = Request.of("POST", "/v2/A/B/blobs/uploads/").body(new byte[0]);

        assertThat(client.send(request)).isRefused(400, "NAME_INVALID");
    }

    @ParameterizedTest(name = "SPEC row 8: the name \"{0}\" is refused")
    @ValueSource(strings = {"-a", "a-", "a..b", "a___b", "a.-b", "_a", "a/", "\u00c3\u00a9", "%C3%A9", "a;x=1", "a\\b"})
    void row08NameOutsideTheGrammarIsRefused(String name) throws IOException {
        assertThat(client.get("/v2/" + name + "/tags/list")).isRefused(400, "NAME_INVALID");
        assertThat(client.get("/v2/" + name + "/manifests/latest")).isRefused(400, "NAME_INVALID");
    }

    @ParameterizedTest(name = "SPEC row 9: the name \"{0}\" is accepted")
    @ValueSource(strings = {"a--b", "a__b", "a.b_c-d", "0", "a/b/c/d/e"})
    void row09NameInsideTheGrammarIsAccepted(String name) throws IOException {
        byte[] blob = Content.fresh(100);

        String digest = client.push(name, blob);

        assertThat(client.get(RegistryClient.blob(name, digest))).isServed(200).hasBody(blob);
    }

    @Test
    @DisplayName("SPEC row 10: a name of 255 bytes is accepted")
    void row10NameOf255BytesIsAccepted() throws IOException {
        byte[] blob = Content.fresh(100);
        String oneSegment = "a".repeat(255);
        String manySegments = "a" + "/a".repeat(127);

        assertThat(client.get(RegistryClient.blob(oneSegment, client.push(oneSegment, blob))))
                .isServed(200)
                .hasBody(blob);
        assertThat(client.get(RegistryClient.blob(manySegments, client.push(manySegments, blob))))
                .isServed(200)
                .hasBody(blob);
    }

    @ParameterizedTest(name = "SPEC row 10: a name of {0} bytes is refused at once")
    @ValueSource(ints = {256, 10_000, 60_000})
    void row10LongNameIsRefusedAtOnce(int length) throws IOException {
        String target = "/v2/" + "a".repeat(length) + "/tags/list";

        assertThat(client.get(target)).isRefused(400, "NAME_INVALID");
        assertThat(isAnsweredAtOnce(target)).isTrue();
    }

    @Test
    @DisplayName("SPEC row 10: a name of 100 000 bytes is refused; the container may do it")
    void row10NameBeyondTheContainersLimitIsRefused() throws IOException {
        Request request = Request.of("GET", "/v2/" + "a".repeat(100_000) + "/tags/list");
        try (Connection connection = client.connect()) {
            connection.exchangeUnlessCut(request).ifPresent(answer -> assertThat(answer)
                    .hasStatus(400, 414));
        }
        assertThat(client.get("/v2/")).isServed(200);
    }

    @Test
    @DisplayName("SPEC row 11: a name of 10 000 pieces is refused in linear time")
    void row11NameOfManyPiecesIsRefusedInLinearTime() throws IOException {
        String target = "/v2/" + "a-".repeat(10_000) + "a/tags/list";

        assertThat(client.get(target)).isRefused(400, "NAME_INVALID");
        assertThat(isAnsweredAtOnce(target)).isTrue();
    }

    @ParameterizedTest(name = "SPEC row 12: the repository \"{0}\" is pushed and pulled")
    @ValueSource(strings = {"x/manifests/blobs/uploads", "tags/list", "referrers", "blobs/uploads", "manifests"})
    void row12NameMadeOfTheApisWordsWorks(String name) throws IOException {
        TestImage image = TestImage.oci(Content.fresh(1000));

        assertThat(image.push(client, name, "latest")).isServed(201);

        assertThat(client.get(RegistryClient.manifest(name, "latest")))
                .isServed(200)
                .hasBody(image.manifest());
        assertThat(client.get(RegistryClient.blob(name, Content.digest(image.config()))))
                .isServed(200);
        assertThat(client.get("/v2/" + name + "/tags/list").text())
                .contains("\"" + name + "\"")
                .contains("[\"latest\"]");
    }

    /** Once in many tries is enough: a pause of the machine does not count. */
    private boolean isAnsweredAtOnce(String target) throws IOException {
        try (Connection connection = client.connect()) {
            return IntStream.range(0, MEASUREMENTS)
                    .anyMatch(i -> once(connection, target).compareTo(AT_ONCE) < 0);
        }
    }

    private static Duration once(Connection connection, String target) {
        long start = System.nanoTime();
        try {
            connection.exchange(Request.of("GET", target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
