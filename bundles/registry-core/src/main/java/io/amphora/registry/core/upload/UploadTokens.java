package io.amphora.registry.core.upload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.token.TokenProvider;
import io.amphora.registry.token.TokenRefusedException;
import io.amphora.registry.token.TokenUnavailableException;
import io.amphora.registry.token.UploadBinding;
import io.amphora.registry.token.UploadPosition;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import io.amphora.storage.lease.StorageLease;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Issues and checks upload tokens by the providers that are there: the configured one issues, every one checks its own.
 * Thread-safe.
 */
public final class UploadTokens {

    private final TokenProviders providers;
    private final Supplier<UploadSettings> settings;

    /** Over the providers and settings of each moment. */
    public UploadTokens(TokenProviders providers, Supplier<UploadSettings> settings) {
        this.providers = providers;
        this.settings = settings;
    }

    String issue(UploadBinding binding, UploadPosition position) throws RegistryException {
        try {
            return issuer().issue(binding, position);
        } catch (TokenUnavailableException e) {
            throw unavailable(e.getMessage());
        }
    }

    UploadPosition verify(String token, UploadBinding binding) throws RegistryException {
        List<TokenProvider> known = providers.list();
        if (known.isEmpty()) {
            throw unavailable("there is no upload token provider");
        }
        Optional<TokenProvider> own = known.stream()
                .filter(provider -> token.indexOf(provider.prefix()) == 0)
                .findFirst();
        if (own.isEmpty() && !token.isEmpty() && isExpected(token.charAt(0))) {
            throw unavailable("there is no upload token provider '" + token.charAt(0) + "'");
        }
        if (own.isEmpty()) {
            throw refused(TokenRefusedException.Reason.MALFORMED);
        }
        try {
            return own.get().verify(token, binding);
        } catch (TokenRefusedException e) {
            throw refused(e.reason());
        } catch (TokenUnavailableException e) {
            throw unavailable(e.getMessage());
        }
    }

    /**
     * Refuses uploads to a shared store whose other nodes could not check our tokens. The first configured key makes itself
     * known to the store; others are made known by an administrator.
     */
    void checkShared(StorageLease lease) throws RegistryException, StorageException {
        TokenProvider issuer = issuer();
        if (!lease.shared()) {
            return;
        }
        if (!issuer.configured()) {
            throw unavailable("the store is shared, and the key of upload tokens is not configured");
        }
        Optional<String> fingerprint = issuer.fingerprint();
        if (fingerprint.isPresent() && !isKnown(lease, fingerprint.get())) {
            throw unavailable("the store is shared, and does not know the key that signs upload tokens: "
                    + StorageLayout.key(fingerprint.get()));
        }
    }

    /** Whether a provider of such tokens was there, or is to be. */
    private boolean isExpected(char prefix) {
        return providers.knows(prefix) || settings.get().tokenPrefix().equals(String.valueOf(prefix));
    }

    private TokenProvider issuer() throws RegistryException {
        String prefix = settings.get().tokenPrefix();
        List<TokenProvider> candidates = providers.list().stream()
                .filter(provider -> prefix.isEmpty() || prefix.charAt(0) == provider.prefix())
                .toList();
        if (candidates.isEmpty()) {
            throw unavailable("there is no upload token provider" + (prefix.isEmpty() ? "" : " '" + prefix + "'"));
        }
        if (candidates.size() > 1 && prefix.isEmpty()) {
            throw unavailable("there are several upload token providers, and none is chosen");
        }
        return candidates.get(0);
    }

    private static boolean isKnown(StorageLease lease, String fingerprint) throws StorageException {
        StoragePath key = StorageLayout.key(fingerprint);
        try {
            lease.driver().stat(key);
            return true;
        } catch (PathNotFoundException unknown) {
            byte[] content = fingerprint.getBytes(ISO_8859_1);
            return mayBeFirst(lease)
                    && lease.driver().create(StorageLayout.firstKey(), content)
                    && lease.driver().create(key, content);
        }
    }

    /** Whether no key is known, but for the one that began to make itself known. */
    private static boolean mayBeFirst(StorageLease lease) throws StorageException {
        try {
            String first = StorageLayout.firstKey().name();
            return lease.driver().list(StorageLayout.keys(), "", 2).names().stream()
                    .allMatch(first::equals);
        } catch (PathNotFoundException none) {
            return true;
        }
    }

    private static RegistryException refused(TokenRefusedException.Reason reason) {
        return UploadFaults.unknown("token refused: " + reason.name().toLowerCase(Locale.ROOT));
    }

    private static RegistryException unavailable(String reason) {
        return new RegistryException(ErrorCode.UNAVAILABLE, "reason", reason);
    }
}
