package io.amphora.http.route;

import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.Reference;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.UploadReference;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads an address from the right, because a repository's name may hold the words that separate it from the rest. Takes
 * the raw path: containers decode and normalise theirs, so that one name could be reached by two.
 */
public final class RouteParser {

    private static final String PREFIX = "/v2/";

    private RouteParser() {}

    /**
     * Reads an address.
     *
     * @param rawPath as it stood in the request line, without the query
     * @throws MethodNotAllowedException if the address has no such method
     * @throws RegistryException if there is no such address, or a name in it breaks its grammar
     */
    public static Route parse(String method, String rawPath) throws RegistryException {
        if (rawPath.equals("/v2") || rawPath.equals(PREFIX)) {
            MethodNotAllowedException.check(method, List.of("GET", "HEAD"));
            return new Route.Base();
        }
        if (!rawPath.startsWith(PREFIX)) {
            throw unknown();
        }
        return parse(method, List.of(rawPath.substring(PREFIX.length()).split("/", -1)));
    }

    private static Route parse(String method, List<String> segments) throws RegistryException {
        if (endsWith(segments, "blobs", "uploads", "")) {
            return uploads(method, front(segments, 3));
        }
        if (endsWith(segments, "blobs", "uploads")) {
            return uploads(method, front(segments, 2));
        }
        if (endsWith(segments, "blobs", "uploads", null)) {
            return upload(method, segments);
        }
        if (endsWith(segments, "tags", "list")) {
            MethodNotAllowedException.check(method, List.of("GET", "HEAD"));
            return new Route.Tags(name(front(segments, 2)));
        }
        if (endsWith(segments, "manifests", null)) {
            return manifest(method, segments);
        }
        if (endsWith(segments, "blobs", null)) {
            MethodNotAllowedException.check(method, List.of("GET", "HEAD", "DELETE"));
            RepositoryName name = name(front(segments, 2));
            return new Route.Blob(name, last(segments, ErrorCode.DIGEST_INVALID, Digest::parse));
        }
        if (segments.equals(List.of("_catalog"))) {
            MethodNotAllowedException.check(method, List.of("GET", "HEAD"));
            return new Route.Catalog();
        }
        throw unknown();
    }

    private static Route uploads(String method, List<String> name) throws RegistryException {
        MethodNotAllowedException.check(method, List.of("POST"));
        return new Route.Uploads(name(name));
    }

    private static Route upload(String method, List<String> segments) throws RegistryException {
        MethodNotAllowedException.check(method, List.of("GET", "HEAD", "PATCH", "PUT", "DELETE"));
        RepositoryName name = name(front(segments, 3));
        return new Route.Upload(name, last(segments, ErrorCode.BLOB_UPLOAD_UNKNOWN, UploadReference::parse));
    }

    /** The conformance suite wants 404 where a malformed tag is read. */
    private static Route manifest(String method, List<String> segments) throws RegistryException {
        MethodNotAllowedException.check(method, List.of("GET", "HEAD", "PUT", "DELETE"));
        RepositoryName name = name(front(segments, 2));
        boolean digest = segments.get(segments.size() - 1)
                .toLowerCase(Locale.ROOT)
                .replace("%3a", ":")
                .contains(":");
        ErrorCode code = method.equals("PUT") ? ErrorCode.MANIFEST_INVALID : ErrorCode.MANIFEST_UNKNOWN;
        return new Route.Manifest(name, last(segments, digest ? ErrorCode.DIGEST_INVALID : code, Reference::parse));
    }

    private static RepositoryName name(List<String> segments) throws RegistryException {
        try {
            return RepositoryName.parse(segments.stream()
                    .map(segment -> Percent.segment(segment).orElse(" "))
                    .collect(Collectors.joining("/")));
        } catch (IllegalArgumentException e) {
            throw new RegistryException(ErrorCode.NAME_INVALID, "reason", String.valueOf(e.getMessage()));
        }
    }

    private static <T> T last(List<String> segments, ErrorCode code, Function<String, T> parse)
            throws RegistryException {
        String text = Percent.segment(segments.get(segments.size() - 1)).orElse("");
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new RegistryException(code, "reason", String.valueOf(e.getMessage()));
        }
    }

    private static boolean endsWith(List<String> segments, @Nullable String... words) {
        int offset = segments.size() - words.length;
        if (offset < 1) {
            return false;
        }
        for (int i = 0; i < words.length; i++) {
            if (words[i] != null && !segments.get(offset + i).equals(words[i])) {
                return false;
            }
        }
        return true;
    }

    private static List<String> front(List<String> segments, int without) {
        return segments.subList(0, segments.size() - without);
    }

    private static RegistryException unknown() {
        return new RegistryException(ErrorCode.ROUTE_UNKNOWN, "reason", "no such address");
    }
}
