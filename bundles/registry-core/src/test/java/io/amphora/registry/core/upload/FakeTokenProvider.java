package io.amphora.registry.core.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amphora.registry.token.TokenProvider;
import io.amphora.registry.token.TokenRefusedException;
import io.amphora.registry.token.UploadBinding;
import io.amphora.registry.token.UploadPosition;
import java.util.Base64;
import java.util.Optional;

/** Tokens in plain text, so that they mean the same on every node and after every restart. */
public final class FakeTokenProvider implements TokenProvider {

    private final char prefix;
    private boolean configured = true;
    private Optional<String> fingerprint = Optional.empty();

    public FakeTokenProvider(char prefix) {
        this.prefix = prefix;
    }

    public FakeTokenProvider unconfigured() {
        configured = false;
        return this;
    }

    public FakeTokenProvider withKey(String key) {
        fingerprint = Optional.of(key);
        return this;
    }

    @Override
    public char prefix() {
        return prefix;
    }

    @Override
    public String issue(UploadBinding binding, UploadPosition position) {
        return prefix + encode(position.offset() + " " + position.record() + " " + bound(binding));
    }

    @Override
    public UploadPosition verify(String token, UploadBinding expected) throws TokenRefusedException {
        String[] parts = new String(Base64.getUrlDecoder().decode(token.substring(1)), UTF_8).split(" ", 3);
        if (!parts[2].equals(bound(expected))) {
            throw new TokenRefusedException(TokenRefusedException.Reason.UPLOAD);
        }
        return new UploadPosition(Long.parseLong(parts[0]), parts[1]);
    }

    @Override
    public Optional<String> fingerprint() {
        return fingerprint;
    }

    @Override
    public boolean configured() {
        return configured;
    }

    private static String bound(UploadBinding binding) {
        return Integer.toHexString(binding.hashCode());
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
