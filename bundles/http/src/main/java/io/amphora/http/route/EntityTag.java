package io.amphora.http.route;

import io.amphora.registry.Digest;
import java.util.List;
import java.util.Optional;

/** Conditions on content whose entity tag is its digest: RFC 9110, sections 8.8.3 and 13. */
public final class EntityTag {

    private EntityTag() {}

    /** The strong entity tag of content. */
    public static String of(Digest digest) {
        return "\"" + digest + "\"";
    }

    /** Whether {@code If-None-Match} names it: weakly compared, with or without quotes, or by {@code *}. */
    public static boolean noneMatchFails(List<String> headers, Digest digest) {
        for (String header : headers) {
            for (String part : header.split(",")) {
                String tag = part.strip();
                tag = tag.startsWith("W/") ? tag.substring(2) : tag;
                if (tag.equals("*") || tag.equals(of(digest)) || tag.equals(digest.toString())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a range is to be served: there is no {@code If-Range}, or it is exactly the strong tag. */
    public static boolean rangeApplies(Optional<String> ifRange, Digest digest) {
        return ifRange.isEmpty() || ifRange.get().strip().equals(of(digest));
    }
}
