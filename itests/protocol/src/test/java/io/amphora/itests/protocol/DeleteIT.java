package io.amphora.itests.protocol;

import static io.amphora.itests.protocol.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.SharedServer;
import io.amphora.itests.image.Content;
import io.amphora.itests.image.TestImage;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** SPEC.md 1.4: deleting tags and manifests. */
@ExtendWith(SharedServer.class)
class DeleteIT {

    private final RegistryClient client;
    private final String repository = "deletes/" + UUID.randomUUID();
    private final TestImage image = TestImage.oci();

    DeleteIT(RegistryClient client) throws IOException {
        this.client = client;
        image.push(client, repository, "one");
        image.push(client, repository, "two");
    }

    @Test
    @DisplayName("Deleting a tag leaves the manifest and other tags")
    void deletingTagLeavesTheManifest() throws IOException {
        assertThat(client.delete(manifest("one"))).isServed(202);

        assertThat(client.head(manifest("one"))).isRefusedWithoutBody(404);
        assertThat(client.get(manifest("two"))).isServed(200).hasBody(image.manifest());
        assertThat(client.get(manifest(image.digest()))).isServed(200);
        assertThat(client.get("/v2/" + repository + "/tags/list").text()).contains("[\"two\"]");
    }

    @Test
    @DisplayName("Deleting a manifest deletes its tags, at once")
    void deletingManifestDeletesItsTags() throws IOException {
        assertThat(client.delete(manifest(image.digest()))).isServed(202);

        assertThat(client.head(manifest(image.digest()))).isRefusedWithoutBody(404);
        assertThat(client.get(manifest("one"))).isRefused(404, "MANIFEST_UNKNOWN");
        assertThat(client.get(manifest("two"))).isRefused(404, "MANIFEST_UNKNOWN");
        assertThat(client.get("/v2/" + repository + "/tags/list").text()).doesNotContain("one", "two");
        assertThat(client.delete(manifest(image.digest()))).isRefused(404, "MANIFEST_UNKNOWN");
    }

    @Test
    @DisplayName("A deleted manifest may be pushed again")
    void deletedManifestMayBePushedAgain() throws IOException {
        client.delete(manifest(image.digest()));

        assertThat(client.putManifest(repository, "one", image.type(), image.manifest()))
                .isServed(201);

        assertThat(client.get(manifest("one"))).isServed(200).hasBody(image.manifest());
        assertThat(client.get(manifest("two"))).isRefused(404, "MANIFEST_UNKNOWN");
    }

    @Test
    @DisplayName("What is not there cannot be deleted")
    void whatIsNotThereCannotBeDeleted() throws IOException {
        assertThat(client.delete(manifest("three"))).isRefused(404, "MANIFEST_UNKNOWN");
        assertThat(client.delete(manifest(Content.digest(Content.fresh(1))))).isRefused(404, "MANIFEST_UNKNOWN");
        assertThat(client.delete(manifest("sha256:totallywrong"))).isRefused(400, "DIGEST_INVALID");
        assertThat(client.delete("/v2/x/y/manifests/latest")).hasStatus(404);
    }

    private String manifest(String reference) {
        return RegistryClient.manifest(repository, reference);
    }
}
