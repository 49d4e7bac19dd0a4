package io.amphora.registry;

import org.jspecify.annotations.Nullable;

/**
 * What names content: {@code algorithm:encoded}, by the grammar of the OCI image specification. Of the registered
 * algorithms the encoded part is checked too; others are tolerated, as they may stand in descriptors. Immutable.
 */
public final class Digest implements Comparable<Digest> {

    /** The algorithm that everything is stored under. */
    public static final String SHA256 = "sha256";

    /** The other algorithm that the image specification registers and that we know. */
    public static final String SHA512 = "sha512";

    /** The longest text that is read; the grammar names no limit. */
    public static final int MAX_LENGTH = 1024;

    private final String text;
    private final int colon;

    private Digest(String text, int colon) {
        this.text = text;
        this.colon = colon;
    }

    /**
     * Reads a digest.
     *
     * @throws IllegalArgumentException if the text is not one; the message does not repeat it
     */
    public static Digest parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || text.length() > MAX_LENGTH || !isAlgorithm(text, colon) || !isEncoded(text, colon + 1)) {
            throw new IllegalArgumentException("not a digest");
        }
        int hexLength = hexLength(text.substring(0, colon));
        if (hexLength >= 0 && !isHex(text, colon + 1, hexLength)) {
            throw new IllegalArgumentException(
                    "a digest of this algorithm has " + hexLength + " lower-case hex digits");
        }
        return new Digest(text, colon);
    }

    /** The part before the colon, such as {@code sha256}. */
    public String algorithm() {
        return text.substring(0, colon);
    }

    /** The part behind the colon; lower-case hex for the registered algorithms. */
    public String encoded() {
        return text.substring(colon + 1);
    }

    /** Whether the algorithm is {@value #SHA256}. */
    public boolean isSha256() {
        return algorithm().equals(SHA256);
    }

    @Override
    public int compareTo(Digest other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Digest digest && digest.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        return text;
    }

    private static int hexLength(String algorithm) {
        return switch (algorithm) {
            case SHA256, "blake3" -> 64;
            case "sha384" -> 96;
            case SHA512 -> 128;
            default -> -1;
        };
    }

    private static boolean isAlgorithm(String text, int end) {
        boolean component = false;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                component = true;
            } else if (component && "+._-".indexOf(c) >= 0) {
                component = false;
            } else {
                return false;
            }
        }
        return component;
    }

    private static boolean isEncoded(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && "=_-".indexOf(c) < 0) {
                return false;
            }
        }
        return start < text.length();
    }

    private static boolean isHex(String text, int start, int length) {
        if (text.length() - start != length) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
