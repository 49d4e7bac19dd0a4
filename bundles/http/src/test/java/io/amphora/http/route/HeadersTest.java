package io.amphora.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.Digest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What headers and queries are read as. */
class HeadersTest {

    private static final Digest DIGEST = Digest.parse("sha256:" + "0123456789abcdef".repeat(4));

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=2-5, 2, 5",
        "bytes=5-, 5, 9",
        "bytes=-1, 9, 9",
        "bytes=-50, 0, 9",
        "bytes=0-999999999999, 0, 9",
        "bytes=0-18446744073709551616, 0, 9",
        "bytes=-18446744073709551616, 0, 9",
        "BYTES = 1 - 2, 1, 2",
        "bytes=00000000000000000000001-2, 1, 2"
    })
    @DisplayName("SPEC 6.4 rows 91, 93")
    void aRangeIsAPart(String header, long first, long last) {
        assertThat(ByteRange.parse(Optional.of(header), 10)).isEqualTo(new ByteRange.Part(first, last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=500-0", "bytes=10-", "bytes=10-20", "bytes=-0", "bytes=18446744073709551615-"})
    @DisplayName("SPEC 6.4 rows 92, 93")
    void aRangeOutsideCannotBeSatisfied(String header) {
        assertThat(ByteRange.parse(Optional.of(header), 10)).isEqualTo(new ByteRange.Unsatisfiable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=a-b",
                "bytes=1",
                "items=0-1",
                "bytes=0-1,3-4",
                "bytes=--1",
                "bytes=1-+2"
            })
    @DisplayName("SPEC 6.4 row 94, in part")
    void whatIsNotARangeAsksForAll(String header) {
        assertThat(ByteRange.parse(Optional.of(header), 10)).isEqualTo(new ByteRange.Whole());
    }

    @Test
    void nothingHasNoParts() {
        assertThat(ByteRange.parse(Optional.of("bytes=0-0"), 0)).isEqualTo(new ByteRange.Whole());
        assertThat(ByteRange.parse(Optional.empty(), 10)).isEqualTo(new ByteRange.Whole());
    }

    @Test
    void aContentRangeHasNeitherUnitNorTotal() {
        assertThat(ContentRange.parse("0-9")).contains(new ContentRange(0, 9));
        assertThat(ContentRange.parse("5-5").orElseThrow().length()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "bytes 0-9/10",
                "abc",
                "9-0",
                "-5",
                "0-",
                "0-99999999999999999999",
                "+1-2",
                "0--1",
                " 0-1"
            })
    @DisplayName("SPEC 6.2 row 33")
    void otherContentRangesAreRefused(String header) {
        assertThat(ContentRange.parse(header)).isEmpty();
    }

    @Test
    void aQueryIsDecodedOnce() {
        Query query = Query.parse("digest=sha256%3Aab&digest=sha256:ab&n=&last=%2525&x&y=%zz%c3%a9+z");

        assertThat(query.all("digest")).containsExactly("sha256:ab", "sha256:ab");
        assertThat(query.first("n")).contains("");
        assertThat(query.first("last")).contains("%25");
        assertThat(query.first("x")).contains("");
        assertThat(query.first("y")).contains("%zzé z");
        assertThat(query.first("z")).isEmpty();
        assertThat(Query.parse(null).all("n")).isEmpty();
    }

    @Test
    void anEntityTagIsTheQuotedDigest() {
        assertThat(EntityTag.of(DIGEST)).isEqualTo("\"" + DIGEST + "\"");
        assertThat(EntityTag.noneMatchFails(List.of(), DIGEST)).isFalse();
        assertThat(EntityTag.noneMatchFails(List.of("\"x\"", "W/\"" + DIGEST + "\""), DIGEST))
                .isTrue();
        assertThat(EntityTag.rangeApplies(Optional.of("W/\"" + DIGEST + "\""), DIGEST))
                .isFalse();
        assertThat(EntityTag.rangeApplies(Optional.of("Mon, 23 Nov 2026 12:00:00 GMT"), DIGEST))
                .isFalse();
    }
}
