package io.amphora.manifest.schema1;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.X509CertUtils;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The public key of a signer: EC on one of three curves, each with its own algorithm, or RSA. Whose key it is nobody has
 * proven: certificates are looked at for the key only.
 *
 * @param key the key
 * @param id libtrust's name of it
 * @param algorithms what it may verify
 */
record SigningKey(PublicKey key, String id, Set<JWSAlgorithm> algorithms) {

    private static final Map<Curve, JWSAlgorithm> CURVES =
            Map.of(Curve.P_256, JWSAlgorithm.ES256, Curve.P_384, JWSAlgorithm.ES384, Curve.P_521, JWSAlgorithm.ES512);

    private static final Set<JWSAlgorithm> RSA = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512);

    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 8192;

    /** The key of a signature: that of its first certificate, else the one that it brings along. */
    static SigningKey of(JsonSignature signature) throws UnverifiedException {
        SigningKey key = signature.chain().isEmpty() ? of(signature.key()) : of(signature.chain());
        for (String claimed : List.of(signature.keyId(), signature.key().getOrDefault("kid", ""))) {
            if (!claimed.isEmpty() && !claimed.equals(key.id())) {
                throw new UnverifiedException("its kid is not that of its key, which is " + key.id());
            }
        }
        return key;
    }

    /** Whether the key made a signature of a text. */
    boolean verifies(JsonSignature signature, byte[] text) throws UnverifiedException {
        JWSAlgorithm algorithm = algorithms.stream()
                .filter(known -> known.getName().equals(signature.algorithm()))
                .findFirst()
                .orElseThrow(() -> new UnverifiedException("its algorithm is not one of its key: " + algorithms));
        Base64URL value = Base64URL.encode(Base64Text.decodeUrl(signature.value(), "signature"));
        try {
            JWSVerifier verifier =
                    key instanceof ECPublicKey ec ? new ECDSAVerifier(ec) : new RSASSAVerifier((RSAPublicKey) key);
            return verifier.verify(new JWSHeader(algorithm), text, value);
        } catch (JOSEException e) {
            throw new UnverifiedException("it cannot be verified: " + e.getMessage(), e);
        }
    }

    private static SigningKey of(List<String> chain) throws UnverifiedException {
        List<PublicKey> keys = new ArrayList<>();
        for (String certificate : chain) {
            keys.add(certified(Base64Text.decodePlain(certificate, "x5c")));
        }
        PublicKey signer = keys.get(0);
        if (signer instanceof ECPublicKey ec) {
            Curve curve = Curve.forECParameterSpec(ec.getParams());
            if (curve != null && CURVES.containsKey(curve)) {
                return of(new ECKey.Builder(curve, ec).build());
            }
        } else if (signer instanceof RSAPublicKey rsa) {
            return of(new RSAKey.Builder(rsa).build());
        }
        throw new UnverifiedException("the key of its certificate is of no kind that is taken");
    }

    private static PublicKey certified(byte[] certificate) throws UnverifiedException {
        try {
            return X509CertUtils.parseWithException(certificate).getPublicKey();
        } catch (CertificateException | RuntimeException e) {
            // Of a hostile certificate parsers throw more than they declare.
            throw new UnverifiedException("x5c is not a certificate", e);
        }
    }

    private static SigningKey of(Map<String, String> members) throws UnverifiedException {
        for (String number : List.of("x", "y", "n", "e")) {
            if (members.containsKey(number)) {
                Base64Text.decodeUrl(members.get(number), number);
            }
        }
        Map<String, Object> jwk = new HashMap<>(members);
        jwk.remove("kid");
        try {
            return switch (members.getOrDefault("kty", "")) {
                case "EC" -> of(ECKey.parse(jwk));
                case "RSA" -> of(RSAKey.parse(jwk));
                case "" -> throw new UnverifiedException("neither jwk nor x5c says what key it was made with");
                default -> throw new UnverifiedException("its key is neither EC nor RSA");
            };
        } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
            throw new UnverifiedException("its key is broken", e);
        }
    }

    private static SigningKey of(ECKey key) throws UnverifiedException {
        JWSAlgorithm algorithm = CURVES.get(key.getCurve());
        if (algorithm == null) {
            throw new UnverifiedException("its curve is none of P-256, P-384, P-521");
        }
        try {
            ECPublicKey ec = key.toECPublicKey();
            int width = (ec.getParams().getCurve().getField().getFieldSize() + 7) / 8;
            if (key.getX().decode().length != width || key.getY().decode().length != width) {
                throw new UnverifiedException("the coordinates of its key are not " + width + " bytes");
            }
            return new SigningKey(ec, KeyId.of(ec), Set.of(algorithm));
        } catch (JOSEException e) {
            throw new UnverifiedException("its key is broken", e);
        }
    }

    private static SigningKey of(RSAKey key) throws UnverifiedException {
        try {
            RSAPublicKey rsa = key.toRSAPublicKey();
            int bits = rsa.getModulus().bitLength();
            if (bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS) {
                throw new UnverifiedException(
                        "its key has not from " + LEAST_RSA_BITS + " to " + MOST_RSA_BITS + " bits");
            }
            return new SigningKey(rsa, KeyId.of(rsa), RSA);
        } catch (JOSEException e) {
            throw new UnverifiedException("its key is broken", e);
        }
    }
}
