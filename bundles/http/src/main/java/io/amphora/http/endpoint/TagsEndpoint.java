package io.amphora.http.endpoint;

import io.amphora.http.reply.JsonReply;
import io.amphora.http.reply.Reply;
import io.amphora.http.route.Route;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.Slice;
import io.amphora.registry.Tag;
import io.amphora.registry.TagService;
import java.util.List;

/** "Listing tags", in pages. */
final class TagsEndpoint {

    private static final int PAGE = 10_000;
    private static final int MOST_DIGITS = 18;

    private final TagService tags;

    TagsEndpoint(TagService tags) {
        this.tags = tags;
    }

    /** Tags behind {@code last}, at most {@code n}; if more follow, {@code Link} says where. */
    Reply answer(Call call, Route.Tags route) throws RegistryException {
        RepositoryName repository = route.name();
        int n = number(call);
        Slice<Tag> page = tags.list(repository, call.query().first("last").orElse(""), Math.max(1, n));
        List<String> items = page.items().stream().limit(n).map(Tag::toString).toList();
        Reply reply = JsonReply.tags(repository.toString(), items);
        if (page.more() && n > 0) {
            // Neither a name nor a tag has a character that would need to be encoded.
            String next = "/v2/" + repository + "/tags/list?n=" + n + "&last=" + items.get(items.size() - 1);
            reply = reply.with("Link", "<" + next + ">; rel=\"next\"");
        }
        return reply;
    }

    private static int number(Call call) throws RegistryException {
        String text = call.query().first("n").orElse(String.valueOf(PAGE));
        if (text.isEmpty() || text.length() > MOST_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new RegistryException(ErrorCode.PARAMETER_UNSUPPORTED, "reason", "n is not a number");
        }
        return (int) Math.min(PAGE, Long.parseLong(text));
    }
}
