package io.amphora.manifest.schema1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;

/** Base64 as signatures have it, strictly: no bytes have two texts, or a signature could be sent in several forms. */
final class Base64Text {

    private Base64Text() {}

    /** The bytes of a text in base64url without padding (RFC 7515, section 2). */
    static byte[] decodeUrl(String text, String what) throws UnverifiedException {
        byte[] bytes = decode(Base64.getUrlDecoder(), text, what);
        if (!encodeUrl(bytes).equals(text)) {
            throw new UnverifiedException(what + " is padded, or ends with bits that mean nothing");
        }
        return bytes;
    }

    /** The bytes of a text in plain base64, as certificates come. */
    static byte[] decodePlain(String text, String what) throws UnverifiedException {
        return decode(Base64.getDecoder(), text, what);
    }

    /** Bytes in base64url without padding. */
    static String encodeUrl(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decode(Base64.Decoder decoder, String text, String what) throws UnverifiedException {
        try {
            return decoder.decode(text.getBytes(ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw new UnverifiedException(what + " is not base64", e);
        }
    }
}
