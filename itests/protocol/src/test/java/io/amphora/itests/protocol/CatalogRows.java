package io.amphora.itests.protocol;

import static io.amphora.itests.protocol.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.SharedServer;
import io.amphora.itests.image.TestImage;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC.md 2.1, and rows 101 to 104 of 6.4 for repositories: the catalog, page by page. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogRows {

    private static final Pattern NEXT = Pattern.compile("<(/v2/_catalog[?][^>]*)>; rel=\"next\"");

    /** Behind the prefix, in the order of the bytes of whole names, which is that of no walk through directories. */
    private static final List<String> ENDS = List.of("", "-b", "-b/c", ".b", "/b", "/b-c", "/b/c", "0", "b");

    private final RegistryClient client;
    private final String prefix =
            "catalog" + UUID.randomUUID().toString().replace("-", "").substring(1);
    private final List<String> names =
            ENDS.stream().map(end -> prefix + "x" + end).toList();

    CatalogRows(RegistryClient client) throws IOException {
        this.client = client;
        TestImage image = TestImage.oci();
        for (String name : names) {
            assertThat(image.push(client, name, "latest")).isServed(201);
        }
    }

    @Test
    @DisplayName("The catalog is in the order of the bytes of whole names")
    void catalogIsInTheOrderOfBytes() throws IOException {
        Answer answer = catalog("?n=9&last=" + prefix);

        assertThat(answer).isServed(200);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(repositories(answer)).isEqualTo(names);
    }

    @ParameterizedTest(name = "Pages of {0} border everywhere, and none swallows a name")
    @ValueSource(ints = {1, 2, 4})
    void pagesBorderEverywhere(int n) throws IOException {
        List<String> walked = new ArrayList<>();
        Optional<String> page = Optional.of("/v2/_catalog?n=" + n + "&last=" + prefix);
        while (page.isPresent() && walked.size() < names.size()) {
            Answer answer = client.get(page.get());
            assertThat(answer).isServed(200);
            walked.addAll(repositories(answer));
            page = next(answer);
        }

        assertThat(walked.subList(0, names.size())).isEqualTo(names);
    }

    @Test
    @DisplayName("All pages together have every repository once")
    void allPagesTogetherHaveEveryRepositoryOnce() throws IOException {
        List<String> walked = new ArrayList<>();
        Optional<String> page = Optional.of("/v2/_catalog?n=7");
        while (page.isPresent()) {
            Answer answer = client.get(page.get());
            assertThat(answer).isServed(200);
            walked.addAll(repositories(answer));
            page = next(answer);
        }

        assertThat(walked).isSorted().doesNotHaveDuplicates().containsAll(names);
    }

    @Test
    @DisplayName("A page says where the next one is, by an address that leads there as it is")
    void pageSaysWhereTheNextOneIs() throws IOException {
        Answer answer = catalog("?n=5&last=" + prefix);

        assertThat(next(answer)).hasValue("/v2/_catalog?n=5&last=" + prefix + "x%2Fb");
        assertThat(repositories(client.get(next(answer).orElseThrow())).subList(0, 4))
                .isEqualTo(names.subList(5, 9));
    }

    @Test
    @DisplayName("An upload that never ended is no repository of the catalog")
    void uploadThatNeverEndedIsNotListed() throws IOException {
        client.begin(prefix + "w");

        assertThat(repositories(catalog("?n=1&last=" + prefix))).containsExactly(prefix + "x");
    }

    @ParameterizedTest(name = "SPEC row 101: n={0} is refused")
    @ValueSource(strings = {"-1", "abc", "1.5", "99999999999999999999", "", "%31x", "+1"})
    void row101WhatIsNoNumberIsRefused(String n) throws IOException {
        assertThat(catalog("?n=" + n)).isRefused(400, "UNSUPPORTED");
    }

    @ParameterizedTest(name = "SPEC row 102: n={0} is the largest page")
    @ValueSource(strings = {"1001", "999999999", "2147483648"})
    void row102LargeNumberIsBounded(String n) throws IOException {
        Answer answer = catalog("?n=" + n + "&last=" + prefix);

        assertThat(answer).isServed(200);
        assertThat(repositories(answer)).containsAll(names).hasSizeLessThanOrEqualTo(1_000);
    }

    @Test
    @DisplayName("SPEC row 103: n=0 is an empty list, and there is no next one")
    void row103NoneAreNone() throws IOException {
        Answer answer = catalog("?n=0");

        assertThat(answer).isServed(200).hasNoHeader("Link");
        assertThat(answer.text()).isEqualTo("{\"repositories\":[]}");
    }

    @ParameterizedTest(name = "SPEC row 104: last={0} adds no header")
    @ValueSource(strings = {"~", "%00", "../..", "%2F..%2F..", "%0d%0aX-Evil:1", "%E9", "\"", "a%26n=1"})
    void row104LastIsTextAndNothingElse(String last) throws IOException {
        Answer answer = catalog("?n=1&last=" + last);

        assertThat(answer).isServed(200).hasNoHeader("X-Evil");
        if (next(answer).isPresent()) {
            assertThat(client.get(next(answer).get())).isServed(200);
        }
    }

    @Test
    @DisplayName("SPEC row 104: a last repository of 10 KB is no burden")
    void row104LongLastIsNoBurden() throws IOException {
        assertThat(catalog("?n=1&last=" + "z".repeat(10_000))).isServed(200);
        assertThat(catalog("?n=1&last=" + "z/".repeat(5_000))).isServed(200);
    }

    @Test
    @DisplayName("SPEC row 19: the catalog is for reading, and says so")
    void row19CatalogIsForReading() throws IOException {
        assertThat(client.send(Request.of("PUT", "/v2/_catalog"))).isRefused(405, "UNSUPPORTED");
        assertThat(client.delete("/v2/_catalog").header("Allow")).hasValue("GET, HEAD");
        assertThat(client.head("/v2/_catalog?n=0").header("Content-Length")).hasValue("19");
    }

    private Answer catalog(String query) throws IOException {
        return client.get("/v2/_catalog" + query);
    }

    private static List<String> repositories(Answer answer) {
        List<String> names = new ArrayList<>();
        answer.json().get("repositories").forEach(name -> names.add(name.asText()));
        return names;
    }

    private static Optional<String> next(Answer answer) {
        return answer.header("Link").map(link -> {
            Matcher matcher = NEXT.matcher(link);
            assertThat(matcher.matches()).as(link).isTrue();
            return matcher.group(1);
        });
    }
}
