package io.amphora.registry.core.layer;

import io.amphora.registry.Descriptor;
import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.Layer;
import io.amphora.registry.LayerService;
import io.amphora.registry.LayerUpload;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.UploadReference;
import io.amphora.registry.UploadStatus;
import io.amphora.registry.access.Principal;
import io.amphora.registry.core.settings.LastGood;
import io.amphora.registry.core.settings.Switches;
import io.amphora.registry.core.storage.LeasedStorage;
import io.amphora.registry.core.upload.Claim;
import io.amphora.registry.core.upload.TokenProviders;
import io.amphora.registry.core.upload.UploadSettings;
import io.amphora.registry.core.upload.UploadTokens;
import io.amphora.registry.core.upload.Uploads;
import io.amphora.registry.status.StatusLine;
import io.amphora.registry.status.StatusSource;
import io.amphora.registry.token.TokenProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** The layers of repositories as links to blobs on the leased storage. */
@Component(
        configurationPid = StoredLayerService.PID,
        service = {LayerService.class, StatusSource.class})
@Designate(ocd = UploadConfiguration.class)
public final class StoredLayerService implements LayerService, StatusSource {

    static final String PID = "io.amphora.upload";

    private final TokenProviders tokenProviders;
    private final LastGood<UploadSettings> settings;
    private final Switches switches;
    private final LayerLinks links;
    private final Uploads uploads;

    /** With the token providers that declarative services bring. */
    @Activate
    public StoredLayerService(
            @Reference LeasedStorage storage, @Reference Switches switches, UploadConfiguration configuration) {
        this(storage, switches, UploadSettings.defaults(), Clock.systemUTC());
        configure(configuration);
    }

    StoredLayerService(LeasedStorage storage, Switches switches, UploadSettings settings, Clock clock) {
        this.links = new LayerLinks(storage);
        this.switches = switches;
        this.tokenProviders = new TokenProviders(List.of());
        this.settings = new LastGood<>(PID, settings);
        UploadTokens tokens = new UploadTokens(this.tokenProviders, this.settings);
        this.uploads = new Uploads(storage, tokens, this.settings, clock);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addTokenProvider(TokenProvider provider) {
        tokenProviders.add(provider);
    }

    void removeTokenProvider(TokenProvider provider) {
        tokenProviders.remove(provider);
    }

    /** Takes new settings, if they are good; running requests keep theirs. */
    @Modified
    void configure(UploadConfiguration configuration) {
        settings.take(() -> settings(configuration));
    }

    @Override
    public String topic() {
        return "uploads";
    }

    @Override
    public List<StatusLine> status() {
        return settings.status();
    }

    @Override
    public boolean exists(RepositoryName repository, Digest digest) throws RegistryException {
        return links.find(repository, digest).isPresent();
    }

    @Override
    public Layer fetch(RepositoryName repository, Digest digest) throws RegistryException {
        return links.find(repository, digest)
                .orElseThrow(() -> new RegistryException(ErrorCode.BLOB_UNKNOWN, "digest", digest.toString()));
    }

    @Override
    public Optional<Descriptor> mount(RepositoryName repository, Digest digest, RepositoryName source)
            throws RegistryException {
        return links.mount(repository, digest, source);
    }

    @Override
    public void delete(RepositoryName repository, Digest digest) throws RegistryException {
        switches.checkDelete();
        if (!links.delete(repository, digest)) {
            throw new RegistryException(ErrorCode.BLOB_UNKNOWN, "digest", digest.toString());
        }
    }

    @Override
    public UploadStatus upload(RepositoryName repository, Principal principal) throws RegistryException {
        return uploads.begin(repository, principal);
    }

    @Override
    public LayerUpload resume(RepositoryName repository, UploadReference reference, Principal principal)
            throws RegistryException {
        return uploads.resume(new Claim(repository, reference, principal));
    }

    @Override
    public UploadStatus status(RepositoryName repository, UploadReference reference, Principal principal)
            throws RegistryException {
        return uploads.status(new Claim(repository, reference, principal));
    }

    @Override
    public void cancel(RepositoryName repository, UploadReference reference, Principal principal)
            throws RegistryException {
        uploads.cancel(new Claim(repository, reference, principal));
    }

    @Override
    public Descriptor finish(RepositoryName repository, UploadReference reference, Principal principal, Digest digest)
            throws RegistryException {
        return uploads.finish(new Claim(repository, reference, principal), digest);
    }

    private static UploadSettings settings(UploadConfiguration configuration) {
        return new UploadSettings(
                configuration.checkpointBytes(),
                Duration.ofMillis(configuration.ghostWaitMillis()),
                configuration.tokenPrefix());
    }
}
