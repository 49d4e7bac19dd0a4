package io.amphora.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.http.RawConnection.Answer;
import io.amphora.registry.Digest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of repositories. */
final class CatalogTest {

    private static final Digest DIGEST = FakeRegistry.digest(new byte[0]);

    private RegistryServer server;

    @BeforeEach
    void start() throws Exception {
        server = RegistryServer.local();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private void push(String... repositories) {
        List.of(repositories).forEach(name -> server.registry.tags.put(name + ":latest", DIGEST));
    }

    private Answer catalog(String query) throws IOException {
        return server.request("GET /v2/_catalog" + query + " HTTP/1.1");
    }

    @Test
    void listsNothingAsAnEmptyArray() throws IOException {
        Answer answer = catalog("");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(answer.header("Link")).isEmpty();
        assertThat(answer.text()).isEqualTo("{\"repositories\":[]}");
    }

    @Test
    void saysWhereTheNextPageIs() throws IOException {
        push("a", "a-b", "a/b", "a0");

        Answer first = catalog("?n=3");

        assertThat(first.text()).isEqualTo("{\"repositories\":[\"a\",\"a-b\",\"a/b\"]}");
        assertThat(first.header("Link")).contains("</v2/_catalog?n=3&last=a%2Fb>; rel=\"next\"");
        Answer last = catalog("?n=3&last=a%2Fb");
        assertThat(last.text()).isEqualTo("{\"repositories\":[\"a0\"]}");
        assertThat(last.header("Link")).isEmpty();
        assertThat(catalog("?n=4").header("Link")).isEmpty();
    }

    @Test
    void listsAHundredWhereNoNumberIsAskedForAndAThousandAtMost() throws IOException {
        for (int i = 10_000; i < 11_001; i++) {
            push("r" + i);
        }

        assertThat(catalog("").header("Link")).contains("</v2/_catalog?n=100&last=r10099>; rel=\"next\"");
        assertThat(catalog("?n=999999999").header("Link")).contains("</v2/_catalog?n=1000&last=r10999>; rel=\"next\"");
    }

    @Test
    void noneAreNoneAndThereIsNoNextPage() throws IOException {
        push("a", "b");

        Answer answer = catalog("?n=0");

        assertThat(answer.text()).isEqualTo("{\"repositories\":[]}");
        assertThat(answer.header("Link")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "abc", "1.5", "99999999999999999999", ""})
    void refusesWhatIsNoNumber(String n) throws IOException {
        Answer answer = catalog("?n=" + n);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("UNSUPPORTED", "n is not a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%0d%0aX-Evil:1", "%00", "..%2F..", "%E9"})
    void takesAnyTextToBeginBehind(String last) throws IOException {
        push("z/1", "z/2");

        Answer answer = catalog("?n=1&last=" + last);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Evil")).isEmpty();
    }

    @Test
    void aHeadHasTheLengthOfTheList() throws IOException {
        push("a");

        Answer head = server.request("HEAD /v2/_catalog HTTP/1.1");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length"))
                .contains(String.valueOf(catalog("").text().length()));
    }
}
