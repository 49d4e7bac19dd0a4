package io.amphora.manifest.schema1;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** A client's key, and libtrust's way to sign with it, by the JDK alone. */
record Signer(PublicKey publicKey, PrivateKey privateKey, String algorithm, String certificate) {

    static Signer ec() {
        return ec("secp256r1", "ES256");
    }

    static Signer ec(String curve, String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return of(generator.generateKeyPair(), algorithm);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static Signer rsa(int bits, String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return of(generator.generateKeyPair(), algorithm);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A key with a certificate that it signed itself, made by the JDK's keytool. */
    static Signer certified(Path directory, String keyAlgorithm, String algorithm) throws Exception {
        Path store = directory.resolve(algorithm + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "signer",
                        "-keyalg",
                        keyAlgorithm,
                        "-keysize",
                        keyAlgorithm.equals("EC") ? "256" : "2048",
                        "-dname",
                        "CN=signer",
                        "-storepass",
                        "secret",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        keytool.waitFor();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
        Key key = keys.getKey("signer", "secret".toCharArray());
        Certificate certificate = keys.getCertificate("signer");
        String text = Base64.getEncoder().encodeToString(certificate.getEncoded());
        return new Signer(certificate.getPublicKey(), (PrivateKey) key, algorithm, text);
    }

    private static Signer of(KeyPair pair, String algorithm) {
        return new Signer(pair.getPublic(), pair.getPrivate(), algorithm, "");
    }

    /** An entry of {@code signatures} over a payload. */
    String entry(String payload) {
        return entry(header(), frame(payload), payload);
    }

    /** The same with a header, and a protected header, of one's own. */
    String entry(String header, String frame, String payload) {
        String protectedHeader = base64(frame.getBytes(UTF_8));
        return "{\"header\":" + header + ",\"signature\":\""
                + sign(protectedHeader + "." + base64(payload.getBytes(UTF_8))) + "\",\"protected\":\""
                + protectedHeader + "\"}";
    }

    String header() {
        String key = certificate.isEmpty() ? "\"jwk\":" + jwk() : "\"x5c\":[\"" + certificate + "\"]";
        return "{" + key + ",\"alg\":\"" + algorithm + "\"}";
    }

    String jwk() {
        if (publicKey instanceof ECPublicKey ec) {
            int bits = ec.getParams().getCurve().getField().getFieldSize();
            return "{\"crv\":\"P-" + bits + "\",\"kid\":\"" + id() + "\",\"kty\":\"EC\",\"x\":\""
                    + base64(fixed(ec.getW().getAffineX(), (bits + 7) / 8)) + "\",\"y\":\""
                    + base64(fixed(ec.getW().getAffineY(), (bits + 7) / 8)) + "\"}";
        }
        RSAPublicKey rsa = (RSAPublicKey) publicKey;
        return "{\"e\":\"" + base64(rsa.getPublicExponent().toByteArray()) + "\",\"kid\":\"" + id()
                + "\",\"kty\":\"RSA\",\"n\":\""
                + base64(fixed(rsa.getModulus(), rsa.getModulus().bitLength() / 8)) + "\"}";
    }

    /** The key's name, by another way than the product's. */
    String id() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(publicKey.getEncoded());
            String digits = new BigInteger(1, Arrays.copyOf(hash, 30)).toString(32);
            StringBuilder id = new StringBuilder();
            for (char digit : ("0".repeat(48 - digits.length()) + digits).toCharArray()) {
                id.append(id.length() % 5 == 4 ? ":" : "")
                        .append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(Character.digit(digit, 32)));
            }
            return id.toString();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The protected header for a payload that ends with a line break and a brace. */
    static String frame(String payload) {
        int length = payload.getBytes(UTF_8).length - 2;
        return "{\"formatLength\":" + length + ",\"formatTail\":\"" + base64("\n}".getBytes(UTF_8))
                + "\",\"time\":\"2015-04-08T18:52:59Z\"}";
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String sign(String text) {
        String hash = "SHA" + algorithm.substring(2);
        String name = hash + (algorithm.startsWith("ES") ? "withECDSAinP1363Format" : "withRSA");
        try {
            Signature signature = Signature.getInstance(name);
            signature.initSign(privateKey);
            signature.update(text.getBytes(UTF_8));
            return base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] fixed(BigInteger number, int width) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[width];
        int from = Math.max(0, bytes.length - width);
        int length = bytes.length - from;
        System.arraycopy(bytes, from, fixed, width - length, length);
        return fixed;
    }
}
