package io.amphora.http.endpoint;

import io.amphora.http.reply.JsonReply;
import io.amphora.http.reply.Reply;
import io.amphora.http.route.Route;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.TagService;

/** "Listing tags", in pages. */
final class TagsEndpoint {

    private static final int PAGE = 10_000;

    private final TagService tags;

    TagsEndpoint(TagService tags) {
        this.tags = tags;
    }

    /** Tags behind {@code last}, at most {@code n}; if more follow, {@code Link} says where. */
    Reply answer(Call call, Route.Tags route) throws RegistryException {
        RepositoryName repository = route.name();
        PageRequest page = PageRequest.of(call, PAGE, PAGE);
        return page.answer(
                "/v2/" + repository + "/tags/list",
                tags.list(repository, page.last(), page.limit()),
                items -> JsonReply.tags(repository.toString(), items));
    }
}
