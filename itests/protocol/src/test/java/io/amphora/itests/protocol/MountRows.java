package io.amphora.itests.protocol;

import static io.amphora.itests.client.RegistryClient.location;
import static io.amphora.itests.protocol.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.SharedServer;
import io.amphora.itests.image.Content;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 52 and 54 of SPEC.md 6.2, and what the conformance suites ask of mounts. */
@ExtendWith(SharedServer.class)
class MountRows {

    private static final String SOURCE = "rows/mount-source";

    private final RegistryClient client;
    private final byte[] blob = Content.fresh(1000);
    private final String digest;

    MountRows(RegistryClient client) throws IOException {
        this.client = client;
        this.digest = client.push(SOURCE, blob);
    }

    @Test
    @DisplayName("[C11] [CM] a blob of another repository is mounted")
    void blobIsMounted() throws IOException {
        Answer mounted = mount("rows/mount-target", "mount=" + digest + "&from=" + SOURCE);

        assertThat(mounted).isServed(201).hasHeader("Docker-Content-Digest", digest);
        assertThat(location(mounted)).isEqualTo("/v2/rows/mount-target/blobs/" + digest);
        assertThat(client.get(location(mounted))).isServed(200).hasBody(blob);
    }

    @Test
    @DisplayName("SPEC row 52: a blob is mounted from its own repository, named or not")
    void row52BlobIsMountedFromItsOwnRepository() throws IOException {
        assertThat(mount(SOURCE, "mount=" + digest + "&from=" + SOURCE)).isServed(201);
        assertThat(mount(SOURCE, "mount=" + digest)).isServed(201);
    }

    @ParameterizedTest(name = "SPEC rows 52 and 54: {0} begins an upload")
    @ValueSource(
            strings = {
                "mount=UNKNOWN&from=SOURCE",
                "mount=UNKNOWN",
                "mount=DIGEST&from=x/y",
                "mount=DIGEST&from=rows",
                "mount=sha256:zz&from=SOURCE",
                "mount=DIGEST&from=..%2f..",
                "mount=DIGEST&from=A",
                "mount=DIGEST&from="
            })
    void row52WhatCannotBeMountedBeginsAnUpload(String query) throws IOException {
        String repository = "rows/mount-not";
        String asked = query.replace("UNKNOWN", Content.digest(Content.fresh(10)))
                .replace("DIGEST", digest)
                .replace("SOURCE", SOURCE);

        Answer begun = mount(repository, asked);

        assertThat(begun).isServed(202);
        assertThat(location(begun)).startsWith("/v2/" + repository + "/blobs/uploads/");
        assertThat(client.head(RegistryClient.blob(repository, digest))).isRefusedWithoutBody(404);
        byte[] other = Content.fresh(10);
        assertThat(client.finish(location(begun), Content.digest(other), other)).isServed(201);
    }

    private Answer mount(String repository, String query) throws IOException {
        return client.send(Request.of("POST", "/v2/" + repository + "/blobs/uploads/?" + query)
                .body(new byte[0]));
    }
}
