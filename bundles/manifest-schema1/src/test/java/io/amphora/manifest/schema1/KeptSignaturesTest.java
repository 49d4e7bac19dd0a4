package io.amphora.manifest.schema1;

import static io.amphora.manifest.schema1.Push.PAYLOAD;
import static io.amphora.manifest.schema1.Push.read;
import static io.amphora.manifest.schema1.Push.signed;
import static io.amphora.manifest.schema1.Push.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.core.manifest.StrictJsonReaders;
import io.amphora.registry.manifest.ManifestReading;
import io.amphora.registry.manifest.ServedManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The signatures that are kept beside a payload, and how they are served in it. */
final class KeptSignaturesTest {

    private static final Signer ADA = Signer.ec();
    private static final Signer BOB = Signer.rsa(2048, "RS256");

    private final Schema1Format format = Push.format();

    @Test
    void servesThePayloadWithTheSignaturesOfAllPushers() throws IOException {
        List<ByteBuffer> kept = new ArrayList<>(pushed(ADA));
        kept.addAll(format.added(kept, pushed(BOB)));

        ServedManifest served = format.serve(buffer(PAYLOAD), kept);

        assertThat(served.mediaType()).isEqualTo(Schema1Format.SIGNED);
        ManifestReading again = read(text(served.content()));
        assertThat(text(again.stored())).isEqualTo(PAYLOAD);
        assertThat(again.signatures()).containsExactlyInAnyOrderElementsOf(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schemaVersion\":1,\"name\":\"a\",\"fsLayers\":[],\"history\":[]}",
                "{\"schemaVersion\":1,\"name\":\"a\",\"fsLayers\":[],\"history\":[]  }\n\n",
                "{ \"schemaVersion\":1,\"history\":[],\"fsLayers\":[],\"name\":\"}\"\r\n\t}",
            })
    void servesPayloadsOfEveryForm(String payload) throws IOException, UnverifiedException {
        Frame frame = Frame.of(payload.getBytes(UTF_8));
        String header =
                "{\"formatLength\":" + frame.length() + ",\"formatTail\":\"" + Signer.base64(frame.tail()) + "\"}";

        ServedManifest served =
                format.serve(buffer(payload), List.of(buffer(ADA.entry(ADA.header(), header, payload))));

        byte[] document = text(served.content()).getBytes(UTF_8);
        SignedText read = SignedText.read(document, new StrictJsonReaders());
        assertThat(new String(read.payload(), UTF_8)).isEqualTo(payload);
        assertThat(SigningKey.of(read.signatures().get(0)).id()).isEqualTo(ADA.id());
    }

    @Test
    void keepsOneSignatureOfEachKey() throws IOException {
        List<ByteBuffer> first = pushed(ADA);

        assertThat(pushed(ADA)).isNotEqualTo(first);
        assertThat(format.added(first, pushed(ADA))).isEmpty();
        assertThat(format.added(first, pushed(BOB))).hasSize(1);
        assertThat(format.added(List.of(), List.of(first.get(0), pushed(ADA).get(0))))
                .hasSize(1);
    }

    @Test
    void addsSignaturesOfTrustedKeysFirst() throws IOException {
        for (Signer trusted : List.of(ADA, BOB)) {
            List<ByteBuffer> both = List.of(pushed(ADA).get(0), pushed(BOB).get(0));

            assertThat(text(Push.format(trusted.id()).added(List.of(), both).get(0)))
                    .contains(trusted.id());
        }
    }

    @Test
    void servesWhatAnotherRegistryKept() throws IOException {
        String spaced = ADA.entry(PAYLOAD).replace(",", " ,\n  ");

        ServedManifest served = format.serve(buffer(PAYLOAD), List.of(buffer(spaced)));

        assertThat(read(text(served.content())).signatures()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing", "{}", "[]", "{\"header\":{},\"signature\":\"AA\",\"protected\":\"AA\"}"})
    void leavesOutWhatIsNoSignature(String broken) throws IOException {
        ServedManifest both = format.serve(
                buffer(PAYLOAD), List.of(buffer(broken), pushed(ADA).get(0)));
        ServedManifest none = format.serve(buffer(PAYLOAD), List.of(buffer(broken)));

        assertThat(read(text(both.content())).signatures()).hasSize(1);
        assertThat(none.mediaType()).isEqualTo(Schema1Format.UNSIGNED);
        assertThat(text(none.content())).isEqualTo(PAYLOAD);
        assertThat(format.added(List.of(buffer(broken)), pushed(ADA))).hasSize(1);
    }

    @Test
    void leavesOutSignaturesThatFitAnotherPayload() {
        String other = PAYLOAD + "\n";

        ServedManifest served = format.serve(buffer(other), List.of(buffer(ADA.entry(PAYLOAD))));

        assertThat(text(served.content())).isEqualTo(other);
    }

    @Test
    void servesAsItIsWhatIsNoPayload() {
        assertThat(text(format.serve(buffer("[]"), List.of(buffer(ADA.entry(PAYLOAD))))
                        .content()))
                .isEqualTo("[]");
    }

    private List<ByteBuffer> pushed(Signer signer) throws IOException {
        return read(signed(PAYLOAD, signer.entry(PAYLOAD))).signatures();
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
