package io.amphora.manifest.schema1;

import static io.amphora.manifest.schema1.Push.LAYER;
import static io.amphora.manifest.schema1.Push.PAYLOAD;
import static io.amphora.manifest.schema1.Push.configuration;
import static io.amphora.manifest.schema1.Push.faults;
import static io.amphora.manifest.schema1.Push.format;
import static io.amphora.manifest.schema1.Push.payload;
import static io.amphora.manifest.schema1.Push.read;
import static io.amphora.manifest.schema1.Push.signed;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryError;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is taken besides good signatures, and what the settings do. */
final class Schema1FormatTest {

    private static final Signer SIGNER = Signer.ec();
    private static final String DIGEST = "sha256:" + "3".repeat(64);

    @Test
    void tellsOfEveryLayerThatIsNoDigest() {
        List<RegistryError> faults = faults(sign(payload("a/b", "v1", "sha256:1", LAYER, "latest")));

        assertThat(faults)
                .extracting(fault -> fault.detail().get("where"))
                .containsExactly("/fsLayers/0/blobSum", "/fsLayers/2/blobSum");
        assertThat(faults).allSatisfy(fault -> assertThat(fault.code()).isEqualTo(ErrorCode.DIGEST_INVALID));
    }

    @Test
    void tellsOfAHundredBrokenLayersAtMost() {
        String[] layers = new String[1000];
        Arrays.fill(layers, "x");

        assertThat(faults(sign(payload("a/b", "v1", layers)))).hasSize(100);
    }

    @Test
    void refusesPayloadsThatAreNotSchema1() {
        assertThat(invalid(PAYLOAD.replace("\"schemaVersion\": 1", "\"schemaVersion\": 2")))
                .isEqualTo("/schemaVersion");
        assertThat(invalid(PAYLOAD.replace("\"schemaVersion\": 1", "\"schemaVersion\": 1.0")))
                .isEqualTo("/schemaVersion");
        assertThat(invalid(PAYLOAD.replace("a/b", "A B"))).isEqualTo("/name");
        assertThat(invalid(PAYLOAD.replace("\"name\"", "\"nome\""))).isEqualTo("/name");
        assertThat(invalid(PAYLOAD.replace("\"fsLayers\"", "\"layers\""))).isEqualTo("/layers");
        assertThat(invalid(PAYLOAD.replace("\"history\"", "\"story\""))).isEqualTo("document");
        assertThat(invalid(PAYLOAD.replaceFirst("\\{\"v1Compatibility\"[^}]*}[^}]*},", "")))
                .isEqualTo("/history");
        assertThat(invalid(PAYLOAD.replaceFirst("\"blobSum\": \"[^\"]*\"", "\"blobSum\": 7")))
                .isEqualTo("/fsLayers/0/blobSum");
        assertThat(invalid(PAYLOAD.replaceFirst("blobSum", "sum"))).isEqualTo("/fsLayers/0");
        assertThat(invalid(PAYLOAD.replace("\"tag\": \"v1\"", "\"tag\": []"))).isEqualTo("/tag");
    }

    @Test
    void takesAnotherNameAndTagUnlessToldToCheck() throws IOException {
        String moved = sign(payload("c/d", "v2", LAYER));
        Schema1Format checking = format();
        checking.modified(configuration(true, true));

        read(format(), "v1", moved);
        read(checking, "v1", sign(PAYLOAD));
        read(checking, DIGEST, sign(payload("a/b", "v2", LAYER)));

        assertThat(faults(checking, "v1", moved))
                .extracting(RegistryError::code)
                .containsExactly(ErrorCode.MANIFEST_INVALID, ErrorCode.TAG_INVALID);
        assertThat(faults(checking, DIGEST, moved))
                .extracting(RegistryError::code)
                .containsExactly(ErrorCode.MANIFEST_INVALID);
    }

    @Test
    void asksForOneTrustedKeyIfAnyIsTrusted() throws IOException {
        Schema1Format trusting = format(SIGNER.id(), Signer.ec().id());
        String stranger = Signer.ec().entry(PAYLOAD);
        String forged = Signer.ec().entry(SIGNER.header(), Signer.frame(PAYLOAD), PAYLOAD);

        read(trusting, "v1", sign(PAYLOAD));
        assertThat(read(trusting, "v1", signed(PAYLOAD, stranger, SIGNER.entry(PAYLOAD)))
                        .signatures())
                .hasSize(2);

        assertThat(faults(trusting, "v1", signed(PAYLOAD, stranger)))
                .singleElement()
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(ErrorCode.MANIFEST_UNVERIFIED))
                .satisfies(fault -> assertThat(fault.detail()).containsKeys("reason", "keys"));
        assertThat(faults(trusting, "v1", signed(PAYLOAD, stranger, forged))).hasSize(2);
    }

    @Test
    void takesNothingWhenSwitchedOffButServesWhatIsThere() throws IOException {
        Schema1Format format = format();
        var reading = read(format, "v1", sign(PAYLOAD));

        format.modified(configuration(false, false));

        assertThat(faults(format, "v1", sign(PAYLOAD)))
                .extracting(RegistryError::code)
                .containsExactly(ErrorCode.MANIFEST_INVALID);
        assertThat(format.serve(reading.stored(), reading.signatures()).mediaType())
                .isEqualTo(Schema1Format.SIGNED);
    }

    @Test
    void takesNothingWhileItsSettingsAreWrong() throws IOException {
        Schema1Format format = format();
        format.modified(configuration(true, false, "not a key"));

        assertThat(faults(format, "v1", sign(PAYLOAD))).hasSize(1);
        assertThat(format.status()).hasSize(1);
        format.modified(configuration(true, false, Signer.ec().id() + " , " + SIGNER.id() + ",", ""));

        read(format, "v1", sign(PAYLOAD));
        assertThat(format.status()).isEmpty();
    }

    private static String invalid(String payload) {
        List<RegistryError> faults = faults(sign(payload));
        assertThat(faults).allSatisfy(fault -> assertThat(fault.code()).isEqualTo(ErrorCode.MANIFEST_INVALID));
        return String.valueOf(faults.get(0).detail().get("where"));
    }

    private static String sign(String payload) {
        return signed(payload, SIGNER.entry(payload));
    }
}
