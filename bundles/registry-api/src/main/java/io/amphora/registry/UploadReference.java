package io.amphora.registry;

import java.util.UUID;

/**
 * What the address of an upload ends with: {@code <uuid>.<token>}. The token is a hint that a token provider signed;
 * storage decides.
 *
 * @param upload the upload's id
 * @param token unpadded base64url, at most {@value #MAX_TOKEN} characters; its first one names the provider
 */
public record UploadReference(UUID upload, String token) {

    /** The longest token, in characters. */
    public static final int MAX_TOKEN = 512;

    private static final int UUID_LENGTH = 36;

    /**
     * Reads a reference, strictly: the id in the form that {@link UUID#toString} gives.
     *
     * @throws IllegalArgumentException if the text is not one; the message does not repeat it
     */
    public static UploadReference parse(String text) {
        int length = text.length();
        if (length < UUID_LENGTH + 2 || length > UUID_LENGTH + 1 + MAX_TOKEN || text.charAt(UUID_LENGTH) != '.') {
            throw new IllegalArgumentException("not an upload");
        }
        for (int i = UUID_LENGTH + 1; i < length; i++) {
            if (!isBase64Url(text.charAt(i))) {
                throw new IllegalArgumentException("not an upload");
            }
        }
        String id = text.substring(0, UUID_LENGTH);
        UUID upload = UUID.fromString(id);
        if (!upload.toString().equals(id)) {
            throw new IllegalArgumentException("not an upload");
        }
        return new UploadReference(upload, text.substring(UUID_LENGTH + 1));
    }

    /** The text that {@link #parse} reads. Whoever has it can write to the upload: shorten it in logs. */
    @Override
    public String toString() {
        return upload + "." + token;
    }

    private static boolean isBase64Url(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }
}
