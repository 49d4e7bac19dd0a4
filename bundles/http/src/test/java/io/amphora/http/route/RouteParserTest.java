package io.amphora.http.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteParserTest {

    private static final String HEX = "0123456789abcdef".repeat(4);
    private static final String UPLOAD = "0f8fad5b-d9cb-469f-a165-70867728950e.hTOKEN";

    @ParameterizedTest
    @CsvSource({
        "/v2, base",
        "/v2/, base",
        "/v2/_catalog, catalog",
        "/v2/a/tags/list, a tags",
        "/v2/a/b/manifests/latest, a/b manifest latest",
        "/v2/a/manifests/b/manifests/c, a/manifests/b manifest c",
        "/v2/tags/list/tags/list, tags/list tags",
        "/v2/x/manifests/blobs/uploads/manifests/v1, x/manifests/blobs/uploads manifest v1",
        "/v2/referrers/tags/list, referrers tags",
        "/v2/%61/tags/list, a tags"
    })
    @DisplayName("SPEC 6.1 row 12")
    void readsAddressesFromTheRight(String path, String route) throws RegistryException {
        assertThat(RouteParser.parse("GET", path)).hasToString(route);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/a/b/blobs/uploads", "/v2/a/b/blobs/uploads/"})
    void uploadsBeginWithAndWithoutAFinalSlash(String path) throws RegistryException {
        assertThat(RouteParser.parse("POST", path)).hasToString("a/b uploads");
    }

    @Test
    void anUploadsTextKeepsItsTokenSecret() throws RegistryException {
        Route route = RouteParser.parse("PATCH", "/v2/a/blobs/uploads/" + UPLOAD);

        assertThat(route).hasToString("a upload 0f8fad5b-d9cb-469f-a165-70867728950e");
        assertThat(((Route.Upload) route).reference()).hasToString(UPLOAD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256:", "sha256%3A", "sha256%3a"})
    @DisplayName("SPEC 6.1 row 16")
    void digestsMayBeEncoded(String prefix) throws RegistryException {
        assertThat(RouteParser.parse("GET", "/v2/a/blobs/" + prefix + HEX)).hasToString("a blob sha256:" + HEX);
        assertThat(RouteParser.parse("GET", "/v2/a/manifests/" + prefix + HEX)).hasToString("a manifest sha256:" + HEX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a",
                "a/../b",
                "a%2Fb",
                "a/%2e%2e/b",
                "a%00b",
                "a//b",
                "A/B",
                "-a",
                "a-",
                "a..b",
                "a___b",
                "a.-b",
                "_a",
                "a/",
                "é",
                "%C3%A9",
                "a;x=1",
                "a\\b",
                "a%5Cb",
                "a%",
                "a%zz",
                "a%2",
                "a%252Fb",
                "a b",
                "."
            })
    @DisplayName("SPEC 6.1 rows 2 to 8")
    void refusesOtherNames(String name) {
        assertThat(refusal("GET", "/v2/" + name + "/manifests/latest")).isEqualTo(ErrorCode.NAME_INVALID);
        assertThat(refusal("POST", "/v2/" + name + "/blobs/uploads/")).isEqualTo(ErrorCode.NAME_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a--b", "a__b", "a.b_c-d", "0", "a/b/c/d/e"})
    @DisplayName("SPEC 6.1 row 9")
    void takesAllLegalNames(String name) throws RegistryException {
        assertThat(RouteParser.parse("GET", "/v2/" + name + "/tags/list")).hasToString(name + " tags");
    }

    @Test
    @DisplayName("SPEC 6.1 rows 10, 11")
    void refusesLongNamesInNoTime() {
        assertThatCode(() -> RouteParser.parse("GET", "/v2/" + "a".repeat(255) + "/tags/list"))
                .doesNotThrowAnyException();
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (String name :
                    new String[] {"a".repeat(256), "a".repeat(100_000), "a-".repeat(10_000) + "a", "a/".repeat(50_000)
                    }) {
                assertThat(refusal("GET", "/v2/" + name + "/tags/list")).isEqualTo(ErrorCode.NAME_INVALID);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {".INVALID_MANIFEST_NAME", "-x", "a%20b", "%0a", "a%2Fb", ""})
    @DisplayName("SPEC 6.1 rows 13, 14")
    void aMalformedTagIsUnknownToReadersAndInvalidToWriters(String tag) {
        String longTag = "a".repeat(129);

        for (String path : new String[] {"/v2/a/manifests/" + tag, "/v2/a/manifests/" + longTag}) {
            assertThat(refusal("GET", path)).isEqualTo(ErrorCode.MANIFEST_UNKNOWN);
            assertThat(refusal("HEAD", path)).isEqualTo(ErrorCode.MANIFEST_UNKNOWN);
            assertThat(refusal("PUT", path)).isEqualTo(ErrorCode.MANIFEST_INVALID);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256:totallywrong", "sha256:0123", "SHA256:ab", "sha256%3Axyz", ":"})
    @DisplayName("SPEC 6.1 rows 15, 17")
    void aMalformedDigestIsInvalid(String digest) {
        assertThat(refusal("GET", "/v2/a/manifests/" + digest)).isEqualTo(ErrorCode.DIGEST_INVALID);
        assertThat(refusal("GET", "/v2/a/blobs/" + digest)).isEqualTo(ErrorCode.DIGEST_INVALID);
        assertThat(refusal("GET", "/v2/a/blobs/sha256%253A" + HEX)).isEqualTo(ErrorCode.DIGEST_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "..%2f", "0f8fad5b-d9cb-469f-a165-70867728950e", "0f8fad5b-d9cb-469f-a165-70867728950e.!"})
    @DisplayName("SPEC 6.2 row 42")
    void whatCannotBeAnUploadIsUnknown(String upload) {
        assertThat(refusal("GET", "/v2/a/blobs/uploads/" + upload)).isEqualTo(ErrorCode.BLOB_UPLOAD_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/",
                "/v2/x",
                "/v2/tags/list",
                "/v2/a/tags",
                "/v2/a/tags/list/",
                "/v2//",
                "/v2/../x",
                "/v2/_catalog/"
            })
    @DisplayName("SPEC 6.1 row 1")
    void otherAddressesAreUnknown(String path) {
        assertThat(refusal("GET", path)).isEqualTo(ErrorCode.ROUTE_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST|/v2/|GET, HEAD",
                "DELETE|/v2/a/tags/list|GET, HEAD",
                "PUT|/v2/_catalog|GET, HEAD",
                "POST|/v2/a/manifests/x|GET, HEAD, PUT, DELETE",
                "GET|/v2/a/blobs/uploads/|POST",
                "PUT|/v2/a/blobs/sha256:0|GET, HEAD, DELETE",
                "get|/v2/|GET, HEAD"
            })
    @DisplayName("SPEC 6.1 row 19")
    void aKnownAddressNamesItsMethods(String method, String path, String allowed) {
        MethodNotAllowedException refused =
                catchThrowableOfType(MethodNotAllowedException.class, () -> RouteParser.parse(method, path));

        assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED);
        assertThat(refused.allowed()).isEqualTo(allowed);
    }

    private static ErrorCode refusal(String method, String path) {
        return catchThrowableOfType(RegistryException.class, () -> RouteParser.parse(method, path))
                .code();
    }
}
