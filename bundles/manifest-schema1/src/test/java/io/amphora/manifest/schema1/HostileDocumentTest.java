package io.amphora.manifest.schema1;

import static io.amphora.manifest.schema1.Push.PAYLOAD;
import static io.amphora.manifest.schema1.Push.signed;
import static io.amphora.manifest.schema1.Push.unverified;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.manifest.ManifestReading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Documents that are made to break the reader: each has an answer, within bounded time. */
final class HostileDocumentTest {

    private static final int LIMIT = 4 * 1024 * 1024;
    private static final int MUTATIONS = 4000;

    /** Long for a busy machine; what is looked for takes hours. */
    private static final int SECONDS = 60;

    private static final Signer SIGNER = Signer.ec();

    @Test
    @Timeout(SECONDS)
    void hasAnAnswerForEveryChangeOfADocument(@TempDir Path directory) throws Exception {
        Signer certified = Signer.certified(directory, "EC", "ES256");
        String document = signed(PAYLOAD, SIGNER.entry(PAYLOAD), certified.entry(PAYLOAD));
        Random random = new Random(89);

        for (int i = 0; i < MUTATIONS; i++) {
            assertThat(answers(mutate(document, random))).isTrue();
        }
    }

    @Test
    @Timeout(SECONDS)
    void hasAnAnswerForEveryChangeOfACertificate(@TempDir Path directory) throws Exception {
        Signer certified = Signer.certified(directory, "RSA", "RS256");
        byte[] certificate = Base64.getDecoder().decode(certified.certificate());
        Random random = new Random(509);

        for (int i = 0; i < MUTATIONS; i++) {
            byte[] changed = certificate.clone();
            for (int bytes = 1 + random.nextInt(3); bytes > 0; bytes--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            String header = "{\"x5c\":[\"" + Base64.getEncoder().encodeToString(changed) + "\"],\"alg\":\"RS256\"}";
            assertThat(answers(signed(PAYLOAD, certified.entry(header, Signer.frame(PAYLOAD), PAYLOAD))))
                    .isTrue();
        }
    }

    @Test
    @Timeout(SECONDS)
    void readsTheLargestDocuments() throws IOException {
        String[] layers = new String[30_000];
        Arrays.fill(layers, Push.LAYER);
        String payload = Push.payload("a/b", "v1", layers);

        ManifestReading reading = Push.read(signed(payload, SIGNER.entry(payload)));

        assertThat(payload.length()).isGreaterThan(3_000_000).isLessThan(LIMIT);
        assertThat(reading.needs()).hasSize(layers.length);
    }

    @Test
    @Timeout(SECONDS)
    void refusesTheMostAndLargestSignaturesInTime() {
        byte[] modulus = new byte[1024];
        Arrays.fill(modulus, (byte) 0xff);
        String number = Signer.base64(modulus);
        String entry = "{\"header\":{\"jwk\":{\"kty\":\"RSA\",\"e\":\"" + number + "\",\"n\":\"" + number
                + "\"},\"alg\":\"RS512\"},\"signature\":\"" + number + "\",\"protected\":\""
                + Signer.base64(Signer.frame(PAYLOAD).getBytes(UTF_8)) + "\"}";
        String document = signed(PAYLOAD, Collections.nCopies(100, entry).toArray(String[]::new));

        assertThat(Push.faults(document)).hasSize(100);
    }

    @Test
    @Timeout(SECONDS)
    void refusesTheLargestTailAndTheDeepestHeader() {
        String frame = "{\"formatLength\":1,\"formatTail\":\"" + "A".repeat(LIMIT / 2) + "\"}";
        String deep = "{\"more\":" + "[".repeat(100_000);

        assertThat(unverified(signed(PAYLOAD, SIGNER.entry(SIGNER.header(), frame, PAYLOAD))))
                .isNotEmpty();
        assertThat(unverified(signed(PAYLOAD, SIGNER.entry(SIGNER.header(), deep, PAYLOAD))))
                .contains("protected");
    }

    /** Whether a document is taken or refused, and nothing else happens. */
    private static boolean answers(String document) {
        try {
            return Push.read(document) != null;
        } catch (IOException refused) {
            return true;
        }
    }

    private static String mutate(String document, Random random) {
        byte[] bytes = document.getBytes(UTF_8);
        int at = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(8);
        int end = Math.min(bytes.length, at + length);
        String head = new String(bytes, 0, at, ISO_8859_1);
        String tail = new String(bytes, end, bytes.length - end, ISO_8859_1);
        String middle = new String(bytes, at, end - at, ISO_8859_1);
        String between =
                switch (random.nextInt(5)) {
                    case 0 -> "";
                    case 1 -> middle + middle;
                    case 2 -> new StringBuilder(middle).reverse().toString();
                    case 3 -> "{}[],:\"0-AZ\\ue\n".charAt(random.nextInt(15)) + middle;
                    default -> String.valueOf((char) random.nextInt(0x100));
                };
        return head + between + tail;
    }
}
