package io.amphora.http.endpoint;

import io.amphora.http.reply.Answer;
import io.amphora.http.route.Route;
import io.amphora.registry.LayerService;
import io.amphora.registry.ManifestService;
import io.amphora.registry.RepositoryService;
import io.amphora.registry.TagService;
import java.io.IOException;

/** All endpoints. Their methods wait for storage, so they are called on workers. */
public final class Endpoints {

    private static final long MANIFESTS_SHARE = 8;

    private final ManifestMemory memory =
            new ManifestMemory(Runtime.getRuntime().maxMemory() / MANIFESTS_SHARE);
    private final BaseEndpoint base = new BaseEndpoint();
    private final BlobEndpoint blob;
    private final UploadsEndpoint uploads;
    private final UploadEndpoint upload;
    private final ManifestEndpoint manifest;
    private final TagsEndpoint tags;
    private final CatalogEndpoint catalog;

    /** Endpoints over these services. */
    public Endpoints(
            LayerService layers, ManifestService manifests, TagService tagService, RepositoryService repositories) {
        blob = new BlobEndpoint(layers);
        uploads = new UploadsEndpoint(layers);
        upload = new UploadEndpoint(layers);
        manifest = new ManifestEndpoint(manifests, memory);
        tags = new TagsEndpoint(tagService);
        catalog = new CatalogEndpoint(repositories);
    }

    /** How many bytes of manifests are on their way in or out. */
    public long manifestBytes() {
        return memory.taken();
    }

    /** Does what a request asks for. */
    public Answer answer(Call call, Route route) throws IOException {
        if (route instanceof Route.Blob to) {
            return blob.answer(call, to);
        }
        if (route instanceof Route.Upload to) {
            return upload.answer(call, to);
        }
        if (route instanceof Route.Uploads to) {
            return uploads.answer(call, to);
        }
        if (route instanceof Route.Manifest to) {
            return manifest.answer(call, to);
        }
        if (route instanceof Route.Tags to) {
            return tags.answer(call, to);
        }
        if (route instanceof Route.Catalog) {
            return catalog.answer(call);
        }
        return base.answer();
    }
}
