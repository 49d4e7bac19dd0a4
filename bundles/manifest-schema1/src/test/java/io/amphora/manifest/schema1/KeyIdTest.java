package io.amphora.manifest.schema1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The names of keys. */
final class KeyIdTest {

    /** The key of the example in Docker's description of schema 1. */
    @Test
    void namesAKeyAsLibtrustDoes() throws UnverifiedException {
        String name = "OD6I:6DRK:JXEJ:KBM4:255X:NSAA:MUSF:E4VM:ZI6W:CUN2:L4Z6:LSF4";
        Map<String, String> key = Map.of(
                "kty", "EC",
                "crv", "P-256",
                "x", "3gAwX48IQ5oaYQAYSxor6rYYc_6yjuLCjtQ9LUakg4A",
                "y", "t72ge6kIA1XOjqjVoEOiPPAURltJFBMGDSQvEGVB010");

        assertThat(SigningKey.of(new JsonSignature("", name, key, List.of(), "", ""))
                        .id())
                .isEqualTo(name);
        assertThat(KeyId.isOne(name)).isTrue();
        assertThatThrownBy(() -> SigningKey.of(new JsonSignature("", name.replace('4', '5'), key, List.of(), "", "")))
                .hasMessageContaining(name);
    }

    @Test
    void namesKeysOfAllKinds() {
        for (Signer signer : List.of(Signer.ec("secp521r1", "ES512"), Signer.rsa(2048, "RS256"))) {
            assertThat(KeyId.of(signer.publicKey())).isEqualTo(signer.id());
        }
    }
}
