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
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 91 to 98 of SPEC.md 6.4: ranges, conditions and HEAD. */
@ExtendWith(SharedServer.class)
class ReadRows {

    private static final String REPOSITORY = "rows/reads";
    private static final byte[] BLOB = Content.random(91, 2048);
    private static final String DIGEST = Content.digest(BLOB);
    private static final String TARGET = RegistryClient.blob(REPOSITORY, DIGEST);

    private final RegistryClient client;

    ReadRows(RegistryClient client) throws IOException {
        this.client = client;
        if (client.head(TARGET).status() == 404) {
            client.push(REPOSITORY, BLOB);
        }
    }

    @ParameterizedTest(name = "SPEC row 91: {0} reads from {1} to {2}")
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=-1, 2047, 2047",
        "bytes=5-, 5, 2047",
        "bytes=0-999999999999, 0, 2047",
        "bytes=500-1499, 500, 1499",
        "bytes=-500, 1548, 2047",
        "bytes=-5000, 0, 2047",
        "bytes=2047-2047, 2047, 2047",
        "bytes=0-18446744073709551616, 0, 2047"
    })
    void row91RangeIsServed(String range, int first, int last) throws IOException {
        assertThat(read(range))
                .isServed(206)
                .hasHeader("Content-Range", "bytes " + first + "-" + last + "/2048")
                .hasHeader("Content-Length", Integer.toString(last - first + 1))
                .hasHeader("Docker-Content-Digest", DIGEST)
                .hasBody(Content.part(BLOB, first, last + 1));
    }

    @ParameterizedTest(name = "SPEC rows 92 and 93: {0} cannot be satisfied")
    @ValueSource(
            strings = {
                "bytes=500-0",
                "bytes=2048-",
                "bytes=5000-10000",
                "bytes=-0",
                "bytes=18446744073709551615-",
                "bytes=9223372036854775807-9223372036854775808"
            })
    void row92UnsatisfiableRangeIsRefused(String range) throws IOException {
        assertThat(read(range)).isServed(416).hasHeader("Content-Range", "bytes */2048");
    }

    @ParameterizedTest(name = "SPEC row 91: {0} is not a range, the whole is served")
    @ValueSource(strings = {"items=0-1", "bytes=a-b", "bytes", "bytes=", "bytes=--1", "bytes=0x0-1"})
    void row91WhatIsNoRangeIsIgnored(String range) throws IOException {
        assertIsWhole(read(range));
    }

    @Test
    @DisplayName("SPEC row 94: many ranges are bounded work")
    void row94ManyRangesAreBoundedWork() throws IOException {
        String many = IntStream.range(0, 1024).mapToObj(i -> i + "-" + i).collect(Collectors.joining(","));
        String same = String.join(",", Collections.nCopies(1000, "0-2047"));

        assertThat(read("bytes=0-1,4-5")).hasStatus(200, 206);
        assertThat(read("bytes=" + many)).hasStatus(200, 206);
        assertIsWhole(read("bytes=" + same));
    }

    @Test
    @DisplayName("SPEC row 94: 100 000 ranges are refused or the whole is served")
    void row94TooManyRangesAreRefused() throws IOException {
        String many = IntStream.range(0, 100_000).mapToObj(i -> i + "-" + i).collect(Collectors.joining(","));

        try (Connection connection = client.connect()) {
            Request read = Request.of("GET", TARGET).header("Range", "bytes=" + many);
            connection.exchangeUnlessCut(read).ifPresent(answer -> assertThat(answer)
                    .hasStatus(200, 431));
        }
        assertThat(client.get("/v2/")).isServed(200);
    }

    @Test
    @DisplayName("SPEC row 96: If-Range with another tag reads the whole, with the same one the range")
    void row96IfRangeDecides() throws IOException {
        Request ranged = Request.of("GET", TARGET).header("Range", "bytes=0-9");

        assertThat(client.send(ranged.header("If-Range", "\"" + DIGEST + "\""))).isServed(206);
        assertIsWhole(client.send(ranged.header("If-Range", "\"sha256:other\"")));
        assertIsWhole(client.send(ranged.header("If-Range", "W/\"" + DIGEST + "\"")));
        assertIsWhole(client.send(ranged.header("If-Range", "Sat, 29 Oct 1994 19:43:31 GMT")));
    }

    @Test
    @DisplayName("SPEC row 96: If-None-Match with the same tag reads nothing")
    void row96IfNoneMatchReadsNothing() throws IOException {
        Request get = Request.of("GET", TARGET);

        assertThat(client.send(get.header("If-None-Match", "\"" + DIGEST + "\"")))
                .isServed(304)
                .hasHeader("ETag", "\"" + DIGEST + "\"");
        assertThat(client.send(get.header("If-None-Match", "\"x\", W/\"" + DIGEST + "\"")))
                .isServed(304);
        assertThat(client.send(get.header("If-None-Match", "\"" + DIGEST + "\"").header("Range", "bytes=0-9")))
                .isServed(304);
        assertThat(client.send(get.header("If-None-Match", "*"))).isServed(304);
        assertIsWhole(client.send(get.header("If-None-Match", "\"x\"")));
    }

    @Test
    @DisplayName("SPEC row 96: If-None-Match of a manifest works with and without quotes")
    void row96IfNoneMatchOfManifest() throws IOException {
        TestImage image = TestImage.oci();
        image.push(client, REPOSITORY, "latest");
        Request get = Request.of("GET", RegistryClient.manifest(REPOSITORY, "latest"));

        assertThat(client.send(get.header("If-None-Match", "\"" + image.digest() + "\"")))
                .isServed(304);
        assertThat(client.send(get.header("If-None-Match", image.digest()))).isServed(304);
        assertThat(client.send(get.header("If-None-Match", "\"x\"")))
                .isServed(200)
                .hasBody(image.manifest());
        assertThat(client.send(get.header("Range", "bytes=0-1"))).isServed(200).hasBody(image.manifest());
    }

    @Test
    @DisplayName("SPEC row 97: HEAD tells the length and the connection stays in step")
    void row97HeadKeepsTheConnectionInStep() throws IOException {
        TestImage image = TestImage.oci();
        image.push(client, REPOSITORY, "head");
        String manifest = RegistryClient.manifest(REPOSITORY, "head");
        try (Connection connection = client.connect()) {
            for (int i = 0; i < 3; i++) {
                assertThat(connection.exchange(Request.of("HEAD", TARGET)))
                        .isServed(200)
                        .hasHeader("Content-Length", "2048")
                        .hasHeader("Docker-Content-Digest", DIGEST)
                        .hasHeader("Content-Type", "application/octet-stream")
                        .hasHeader("Accept-Ranges", "bytes");
                assertThat(connection.exchange(Request.of("HEAD", manifest)))
                        .isServed(200)
                        .hasHeader("Content-Length", Integer.toString(image.manifest().length))
                        .hasHeader("Docker-Content-Digest", image.digest());
                assertThat(connection.exchange(Request.of("HEAD", manifest + "x")))
                        .isRefusedWithoutBody(404);
                assertIsWhole(connection.exchange(Request.of("GET", TARGET)));
                assertThat(connection.exchange(Request.of("HEAD", TARGET).header("Range", "bytes=0-1")))
                        .isServed(200)
                        .hasHeader("Content-Length", "2048");
            }
        }
    }

    @Test
    @DisplayName("SPEC row 98: nothing is compressed")
    void row98NothingIsCompressed() throws IOException {
        byte[] text = Content.utf8("compress me ".repeat(10_000));
        String target = RegistryClient.blob(REPOSITORY, client.push(REPOSITORY, text));

        assertThat(client.send(Request.of("GET", target).header("Accept-Encoding", "gzip, zstd, deflate")))
                .isServed(200)
                .hasNoHeader("Content-Encoding")
                .hasBody(text);
    }

    @Test
    @DisplayName("A blob without bytes has no ranges")
    void emptyBlobHasNoRanges() throws IOException {
        String target = RegistryClient.blob(REPOSITORY, client.push(REPOSITORY, new byte[0]));

        assertThat(client.send(Request.of("GET", target).header("Range", "bytes=0-")))
                .isServed(200)
                .hasBody(new byte[0]);
    }

    @Test
    @DisplayName("A blob is known only to the repositories that it was pushed to")
    void blobIsUnknownElsewhere() throws IOException {
        client.push("rows/reads-elsewhere", Content.fresh(10));

        assertThat(client.get(RegistryClient.blob("rows/reads-elsewhere", DIGEST)))
                .isRefused(404, "BLOB_UNKNOWN");
        assertThat(client.head(RegistryClient.blob("rows/reads-elsewhere", DIGEST)))
                .isRefusedWithoutBody(404);
    }

    private Answer read(String range) throws IOException {
        return client.send(Request.of("GET", TARGET).header("Range", range));
    }

    private void assertIsWhole(Answer answer) {
        assertThat(answer)
                .isServed(200)
                .hasHeader("Content-Length", "2048")
                .hasHeader("Docker-Content-Digest", DIGEST)
                .hasHeader("ETag", "\"" + DIGEST + "\"")
                .hasHeader("X-Content-Type-Options", "nosniff")
                .hasBody(BLOB);
    }
}
