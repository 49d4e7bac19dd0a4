package io.amphora.itests.protocol;

import io.amphora.itests.wire.Answer;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** What the specification says of answers. */
final class AnswerAssert extends AbstractAssert<AnswerAssert, Answer> {

    private static final String JSON = "application/json";

    private AnswerAssert(Answer answer) {
        super(answer, AnswerAssert.class);
    }

    static AnswerAssert assertThat(Answer answer) {
        return new AnswerAssert(answer);
    }

    AnswerAssert hasStatus(Integer... anyOf) {
        Assertions.assertThat(actual.status()).as("status of %s", actual).isIn(List.of(anyOf));
        return this;
    }

    /** Success as the registry's own answers show it. */
    AnswerAssert isServed(int status) {
        return hasStatus(status).hasHeader("Docker-Distribution-Api-Version", "registry/2.0");
    }

    /** An error of the registry's own, with a body of the shape that clients read. */
    AnswerAssert isRefused(int status, String code) {
        isServed(status);
        Assertions.assertThat(actual.header("Content-Type"))
                .as("%s", actual)
                .hasValueSatisfying(type -> Assertions.assertThat(type).startsWith(JSON));
        Assertions.assertThat(actual.errorCodes()).as("codes of %s", actual).contains(code);
        return this;
    }

    /** The same for a HEAD, whose answer has no body to say the code. */
    AnswerAssert isRefusedWithoutBody(int status) {
        isServed(status);
        Assertions.assertThat(actual.body()).isEmpty();
        return this;
    }

    AnswerAssert hasHeader(String name, String value) {
        Assertions.assertThat(actual.header(name)).as("%s of %s", name, actual).hasValue(value);
        return this;
    }

    AnswerAssert hasHeader(String name) {
        Assertions.assertThat(actual.header(name)).as("%s of %s", name, actual).isPresent();
        return this;
    }

    AnswerAssert hasNoHeader(String name) {
        Assertions.assertThat(actual.headers(name)).as("%s of %s", name, actual).isEmpty();
        return this;
    }

    AnswerAssert hasBody(byte[] body) {
        Assertions.assertThat(actual.body().length).as("length of %s", actual).isEqualTo(body.length);
        Assertions.assertThat(Arrays.equals(actual.body(), body))
                .as("same bytes")
                .isTrue();
        return this;
    }

    /** Nothing of the text in any header or in the body. */
    AnswerAssert doesNotMention(String text) {
        Assertions.assertThat(actual.headers().toString()).doesNotContain(text);
        Assertions.assertThat(actual.text()).doesNotContain(text);
        return this;
    }
}
