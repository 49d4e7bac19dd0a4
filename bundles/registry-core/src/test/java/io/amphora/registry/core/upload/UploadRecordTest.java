package io.amphora.registry.core.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amphora.registry.Digest;
import io.amphora.registry.core.digest.Sha256State;
import io.amphora.registry.token.UploadPosition;
import io.amphora.storage.Mark;
import io.amphora.storage.StoragePath;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadRecordTest {

    private static final Digest EMPTY =
            Digest.parse("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    @Test
    void readsEveryKindThatItWrote() throws IOException {
        Received received = new Received(new Mark(0, new byte[Mark.MAX_STATE]), Sha256State.start());

        for (UploadRecord entry : new UploadRecord[] {
            UploadRecord.progress("n1", received), UploadRecord.finish("n2", received, EMPTY), UploadRecord.cancel("n3")
        }) {
            byte[] bytes = RecordFormat.write(entry);

            assertThat(bytes.length).isLessThan(RecordFormat.MAX_BYTES);
            assertThat(RecordFormat.read(bytes)).isEqualTo(entry);
        }
    }

    @Test
    void writesAFixedOrder() {
        Received received = new Received(new Mark(0, new byte[] {1}), Sha256State.start());

        String text = new String(RecordFormat.write(UploadRecord.finish("n", received, EMPTY)), UTF_8);

        assertThat(text)
                .startsWith(
                        "{\"kind\":\"finish\",\"nonce\":\"n\",\"offset\":\"0\",\"mark\":\"AQ==\",\"sha256\":\"c2hhA2o")
                .endsWith(",\"digest\":\"" + EMPTY + "\"}");
    }

    @Test
    void passesOverWhatANewerVersionAdds() throws IOException {
        String text = "{\"new\":{\"kind\":[1]},\"kind\":\"purge\",\"nonce\":\"n\",\"more\":7}";

        assertThat(RecordFormat.read(text.getBytes(UTF_8)).kind()).isEqualTo(UploadRecord.Kind.PURGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"kind\":\"progress\",\"nonce\":\"n\"}",
                "{\"kind\":\"odd\",\"nonce\":\"n\"}",
                "{\"kind\":\"cancel\"",
                "{\"kind\":\"finish\",\"nonce\":\"n\",\"offset\":\"0\",\"mark\":\"\",\"sha256\":\"AAAA\"}"
            })
    void refusesWhatIsNoRecord(String text) {
        assertThatThrownBy(() -> RecordFormat.read(text.getBytes(UTF_8))).isInstanceOf(IOException.class);
    }

    @Test
    void refusesADigestStateOfOtherBytes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Received(new Mark(1, new byte[0]), Sha256State.start()));
    }

    @Test
    void readsTheNamesThatItMakes() {
        RecordName checkpoint = new RecordName(Long.MAX_VALUE, Nonce.next());

        assertThat(RecordName.parse("12")).contains(RecordName.record(12));
        assertThat(RecordName.parse(checkpoint.toString())).contains(checkpoint);
        assertThat(checkpoint.toString().length()).isLessThanOrEqualTo(UploadPosition.MAX_RECORD);
        assertThat(StoragePath.isSegment(checkpoint.toString())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "1.", ".a", "-1", "01", "1.G", "1.a.b", "99999999999999999999", "9223372036854775808"})
    void passesOverNamesThatAreNotOurs(String text) {
        assertThat(RecordName.parse(text)).isEmpty();
    }
}
