package io.amphora.http.endpoint;

import io.amphora.http.reply.JsonReply;
import io.amphora.http.reply.Reply;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryService;

/**
 * The catalog, which clients know from Docker's registry: the names of the repositories in the order of their bytes, in
 * pages. An {@code n} above the largest page asks for that.
 */
final class CatalogEndpoint {

    private static final int PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;

    private final RepositoryService repositories;

    CatalogEndpoint(RepositoryService repositories) {
        this.repositories = repositories;
    }

    /** Repositories behind {@code last}, at most {@code n}; if more follow, {@code Link} says where. */
    Reply answer(Call call) throws RegistryException {
        PageRequest page = PageRequest.of(call, PAGE, LARGEST_PAGE);
        return page.answer("/v2/_catalog", repositories.list(page.last(), page.limit()), JsonReply::catalog);
    }
}
