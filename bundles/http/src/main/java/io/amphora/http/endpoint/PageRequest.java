package io.amphora.http.endpoint;

import io.amphora.http.reply.Reply;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.Slice;
import java.util.List;
import java.util.function.Function;

/**
 * Which part of a sorted list a request asks for with {@code n} and {@code last}.
 *
 * @param n how many items at most, never more than the endpoint's largest page; may be 0
 * @param last only items behind it; any text
 */
record PageRequest(int n, String last) {

    private static final int MOST_DIGITS = 18;

    /**
     * Reads the parameters.
     *
     * @param usual how many items without {@code n}
     * @param most how many items however large {@code n} is
     * @throws RegistryException {@link ErrorCode#PARAMETER_UNSUPPORTED} if {@code n} is no number
     */
    static PageRequest of(Call call, int usual, int most) throws RegistryException {
        String text = call.query().first("n").orElse(String.valueOf(usual));
        if (text.isEmpty() || text.length() > MOST_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new RegistryException(ErrorCode.PARAMETER_UNSUPPORTED, "reason", "n is not a number");
        }
        return new PageRequest(
                (int) Math.min(most, Long.parseLong(text)),
                call.query().first("last").orElse(""));
    }

    /** How many items to ask a service for, which gives at least one. */
    int limit() {
        return Math.max(1, n);
    }

    /**
     * The answer with a part of the list; if more follow, {@code Link} says where. Where none are asked for, there is no
     * next part.
     *
     * @param path the list's address
     * @param reply makes the body of the names
     */
    <T> Reply answer(String path, Slice<T> slice, Function<List<String>, Reply> reply) {
        List<String> items =
                slice.items().stream().limit(n).map(String::valueOf).toList();
        Reply body = reply.apply(items);
        if (!slice.more() || items.isEmpty()) {
            return body;
        }
        // Of the characters of names and tags only the slash is not free in a parameter.
        String next = items.get(items.size() - 1).replace("/", "%2F");
        return body.with("Link", "<" + path + "?n=" + n + "&last=" + next + ">; rel=\"next\"");
    }
}
