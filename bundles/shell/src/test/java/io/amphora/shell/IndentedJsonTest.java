package io.amphora.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndentedJsonTest {

    @Test
    void putsEveryPartOnItsLine() {
        assertThat(IndentedJson.of("{\"a\":[1,2.5e3 ,true],\"b\":{\"c\":null},\"d\":[],\"e\":{ }}"))
                .isEqualTo(
                        """
                        {
                          "a": [
                            1,
                            2.5e3,
                            true
                          ],
                          "b": {
                            "c": null
                          },
                          "d": [],
                          "e": {}
                        }""");
    }

    @Test
    void leavesStringsAsTheyAre() {
        String text = "\"{[,:]} \\\" \\\\ é \"";

        assertThat(IndentedJson.of("[" + text + ",\"\"]")).isEqualTo("[\n  " + text + ",\n  \"\"\n]");
    }

    @Test
    void changesNothingTheSecondTime() {
        String once = IndentedJson.of("{\"a\":[{\"b\":1},{\"c\":\"d\"}]}");

        assertThat(IndentedJson.of(once)).isEqualTo(once);
    }

    @Test
    void sendsNoCommandsToTheTerminal() {
        assertThat(IndentedJson.of("{\"a\":\"\u001b[2J\u009b31m\u202e\"}\u001b]0;x\u0007"))
                .contains("\\u001b[2J\\u009b31m\\u202e")
                .doesNotContain("\u001b")
                .doesNotContain("\u009b")
                .doesNotContain("\u202e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "]]]]", "{{{{", "\"", "\"\\", "{\"a", "}{", "nonsense", "[", "\\\""})
    void bearsWhatIsNotJson(String text) {
        assertThat(IndentedJson.of(text).replaceAll("\\s", "")).isEqualTo(text);
    }
}
