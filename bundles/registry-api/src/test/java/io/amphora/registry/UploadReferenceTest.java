package io.amphora.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadReferenceTest {

    private static final String ID = "123e4567-e89b-12d3-a456-426614174000";

    @Test
    void readsWhatItWrites() {
        UploadReference reference = UploadReference.parse(ID + ".hAZ_-9");

        assertThat(reference.upload()).isEqualTo(UUID.fromString(ID));
        assertThat(reference.token()).isEqualTo("hAZ_-9");
        assertThat(reference).hasToString(ID + ".hAZ_-9");
    }

    @ParameterizedTest
    @DisplayName("SPEC row 42: malformed and foreign ids")
    @ValueSource(
            strings = {
                "",
                ID,
                ID + ".",
                ID + "-abc",
                "123E4567-e89b-12d3-a456-426614174000.abc",
                "1-1-1-1-1.abc",
                "0000000000000000000000000000000000000.a",
                ID + ".ab=",
                ID + ".a/b",
                "../../etc/passwd",
                "..%2f"
            })
    void refusesWhatIsNotAnUpload(String text) {
        assertThatThrownBy(() -> UploadReference.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void limitsTheToken() {
        assertThat(UploadReference.parse(ID + "." + "a".repeat(512)).token()).hasSize(512);
        assertThatThrownBy(() -> UploadReference.parse(ID + "." + "a".repeat(513)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
