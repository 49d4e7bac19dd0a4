package io.amphora.itests.protocol;

import io.amphora.itests.image.Content;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** An image of Docker's schema 1, and the signatures of clients on it, each with a new key on P-256. */
record SignedImage(String payload) {

    static final String SIGNED = "application/vnd.docker.distribution.manifest.v1+prettyjws";
    static final String UNSIGNED = "application/vnd.docker.distribution.manifest.v1+json";

    /** An image of layers, the top one first. */
    static SignedImage of(String name, String tag, List<String> layers) {
        String sums = layers.stream()
                .map(layer -> "\n      {\"blobSum\": \"" + layer + "\"}")
                .collect(Collectors.joining(","));
        String history = layers.stream()
                .map(layer -> "\n      {\"v1Compatibility\": \"{\\\"id\\\":\\\"" + layer.hashCode() + "\\\"}\\n\"}")
                .collect(Collectors.joining(","));
        return new SignedImage("{\n   \"schemaVersion\": 1,\n   \"name\": \"" + name + "\",\n   \"tag\": \"" + tag
                + "\",\n   \"architecture\": \"amd64\",\n   \"fsLayers\": [" + sums + "\n   ],\n   \"history\": ["
                + history + "\n   ]\n}");
    }

    /** What names it: the digest of what is signed. */
    String digest() {
        return Content.digest(Content.utf8(payload));
    }

    /** The document with signatures in it. */
    byte[] with(String... signatures) {
        String head = payload.substring(0, payload.length() - 2);
        return Content.utf8(head + ",\n   \"signatures\": [" + String.join(",", signatures) + "]\n}");
    }

    /** A signature by a new key. */
    String sign() {
        int length = Content.utf8(payload).length - 2;
        return sign("{\"formatLength\":" + length + ",\"formatTail\":\"Cn0\",\"time\":\"2015-04-08T18:52:59Z\"}");
    }

    /** The same with a protected header of one's own. */
    String sign(String frame) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            String header = base64(Content.utf8(frame));
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update((header + "." + base64(Content.utf8(payload))).getBytes(StandardCharsets.US_ASCII));
            return "{\"header\":{\"jwk\":" + jwk((ECPublicKey) pair.getPublic())
                    + ",\"alg\":\"ES256\"},\"signature\":\"" + base64(signature.sign()) + "\",\"protected\":\"" + header
                    + "\"}";
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String jwk(ECPublicKey key) {
        return "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\""
                + coordinate(key.getW().getAffineX()) + "\",\"y\":\""
                + coordinate(key.getW().getAffineY()) + "\"}";
    }

    private static String coordinate(BigInteger number) {
        byte[] wide = number.add(BigInteger.ONE.shiftLeft(256)).toByteArray();
        return base64(Arrays.copyOfRange(wide, wide.length - 32, wide.length));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
