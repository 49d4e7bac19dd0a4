package io.amphora.itests.protocol;

import static io.amphora.itests.protocol.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.distribution.SharedServer;
import io.amphora.itests.image.TestImage;
import io.amphora.itests.wire.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 101 to 106 of SPEC.md 6.4: lists of tags, page by page. */
@ExtendWith(SharedServer.class)
class ListRows {

    private static final Pattern NEXT = Pattern.compile("<(/v2/[^>]*)>; rel=\"next\"");
    /** In the order of their bytes. */
    private static final List<String> TAGS = List.of("1.0", "A", "B-2", "Z", "_x", "a", "a-b", "a.b", "a0", "b");

    private final RegistryClient client;
    private final String repository = "rows/lists/" + UUID.randomUUID();

    ListRows(RegistryClient client) throws IOException {
        this.client = client;
        TestImage image = TestImage.oci().pushContent(client, repository);
        for (String tag : TAGS.stream().sorted().toList()) {
            client.putManifest(repository, tag, image.type(), image.manifest());
        }
    }

    @Test
    @DisplayName("Tags are listed in the order of their bytes")
    void tagsAreListedInTheOrderOfTheirBytes() throws IOException {
        Answer all = list("");

        assertThat(all).isServed(200).hasNoHeader("Link");
        assertThat(all.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(all.json().get("name").asText()).isEqualTo(repository);
        assertThat(tags(all)).isEqualTo(TAGS);
    }

    @Test
    @DisplayName("A page has as many tags as asked for, and says where the next one is")
    void pageSaysWhereTheNextOneIs() throws IOException {
        Answer first = list("?n=4");

        assertThat(tags(first)).isEqualTo(TAGS.subList(0, 4));
        assertThat(next(first)).hasValue("/v2/" + repository + "/tags/list?n=4&last=Z");
        assertThat(tags(list("?n=4&last=Z"))).isEqualTo(TAGS.subList(4, 8));
        assertThat(tags(list("?last=a.b"))).isEqualTo(TAGS.subList(8, 10));
        assertThat(list("?n=10")).hasNoHeader("Link");
    }

    @ParameterizedTest(name = "SPEC row 101: n={0} is refused")
    @ValueSource(strings = {"-1", "abc", "1.5", "99999999999999999999", "", "%31x", "+1"})
    void row101WhatIsNoNumberIsRefused(String n) throws IOException {
        assertThat(list("?n=" + n)).isRefused(400, "UNSUPPORTED");
    }

    @ParameterizedTest(name = "SPEC row 102: n={0} is as many as there are")
    @ValueSource(strings = {"999999999", "2147483647", "2147483648"})
    void row102LargeNumberIsBounded(String n) throws IOException {
        Answer answer = list("?n=" + n);

        assertThat(answer).isServed(200).hasNoHeader("Link");
        assertThat(tags(answer)).isEqualTo(TAGS);
    }

    @Test
    @DisplayName("SPEC row 103: n=0 is an empty list, and there is no next one")
    void row103NoneAreNone() throws IOException {
        Answer answer = list("?n=0");

        assertThat(answer).isServed(200).hasNoHeader("Link");
        assertThat(answer.text()).contains("\"tags\":[]");
    }

    @ParameterizedTest(name = "SPEC row 104: last={0} adds no header")
    @ValueSource(strings = {"zzz", "%00", "../..", "%0d%0aX-Evil:1", "%E9", "\"", "a%26n=1"})
    void row104LastIsTextAndNothingElse(String last) throws IOException {
        Answer answer = list("?n=1&last=" + last);

        assertThat(answer).isServed(answer.status()).hasStatus(200, 400).hasNoHeader("X-Evil");
        if (answer.status() == 200 && next(answer).isPresent()) {
            assertThat(client.get(next(answer).get())).isServed(200);
        }
    }

    @Test
    @DisplayName("SPEC row 104: a last tag of 10 KB is no burden")
    void row104LongLastIsNoBurden() throws IOException {
        assertThat(list("?n=1&last=" + "z".repeat(10_000))).isServed(200);
    }

    @Test
    @DisplayName("SPEC row 105: a repository that is not there has no list")
    void row105UnknownRepositoryHasNoList() throws IOException {
        assertThat(client.get("/v2/x/y/tags/list")).isRefused(404, "NAME_UNKNOWN");
        assertThat(client.get("/v2/x/y/manifests/latest")).hasStatus(404);
        assertThat(client.get("/v2/rows/tags/list")).isRefused(404, "NAME_UNKNOWN");
    }

    @Test
    @DisplayName("SPEC row 106: a walk over pages ends, while tags come and go")
    void row106WalkEndsWhileTagsComeAndGo() throws Exception {
        TestImage image = TestImage.oci().pushContent(client, repository);
        try (AtOnce threads = new AtOnce(1)) {
            Future<Integer> changes = threads.submit(() -> comeAndGo(image));
            List<String> walked = new ArrayList<>();
            Optional<String> page = Optional.of("/v2/" + repository + "/tags/list?n=1");
            while (page.isPresent() && walked.size() < 1000) {
                Answer answer = client.get(page.get());
                assertThat(answer).isServed(200);
                walked.addAll(tags(answer));
                page = next(answer);
            }

            assertThat(walked)
                    .doesNotHaveDuplicates()
                    .isSorted()
                    .containsAll(TAGS)
                    .hasSizeLessThan(1000);
            assertThat(changes.get()).isPositive();
        }
    }

    private int comeAndGo(TestImage image) throws IOException {
        int changes = 0;
        for (int i = 0; i < 20; i++) {
            String tag = "c" + i;
            client.putManifest(repository, tag, image.type(), image.manifest());
            changes += client.delete(RegistryClient.manifest(repository, tag)).status() == 202 ? 1 : 0;
        }
        return changes;
    }

    private Answer list(String query) throws IOException {
        return client.get("/v2/" + repository + "/tags/list" + query);
    }

    private static List<String> tags(Answer answer) {
        List<String> tags = new ArrayList<>();
        answer.json().get("tags").forEach(tag -> tags.add(tag.asText()));
        return tags;
    }

    private static Optional<String> next(Answer answer) {
        return answer.header("Link").map(link -> {
            Matcher matcher = NEXT.matcher(link);
            assertThat(matcher.matches()).as(link).isTrue();
            return matcher.group(1);
        });
    }
}
