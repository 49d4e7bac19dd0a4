package io.amphora.http.route;

import io.amphora.registry.Digest;
import io.amphora.registry.Reference;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.UploadReference;
import java.util.Optional;

/** Which endpoint of the distribution specification an address is, with its parameters. The text form is fit for logs. */
public sealed interface Route {

    /** Whose content it is about, if anybody's. */
    default Optional<RepositoryName> repository() {
        return Optional.empty();
    }

    /** {@code /v2/}. */
    record Base() implements Route {
        @Override
        public String toString() {
            return "base";
        }
    }

    /** {@code /v2/_catalog}. */
    record Catalog() implements Route {
        @Override
        public String toString() {
            return "catalog";
        }
    }

    /** {@code /v2/<name>/tags/list}. */
    record Tags(RepositoryName name) implements Route {
        @Override
        public Optional<RepositoryName> repository() {
            return Optional.of(name);
        }

        @Override
        public String toString() {
            return name + " tags";
        }
    }

    /** {@code /v2/<name>/manifests/<reference>}. */
    record Manifest(RepositoryName name, Reference reference) implements Route {
        @Override
        public Optional<RepositoryName> repository() {
            return Optional.of(name);
        }

        @Override
        public String toString() {
            return name + " manifest " + reference;
        }
    }

    /** {@code /v2/<name>/blobs/<digest>}. */
    record Blob(RepositoryName name, Digest digest) implements Route {
        @Override
        public Optional<RepositoryName> repository() {
            return Optional.of(name);
        }

        @Override
        public String toString() {
            return name + " blob " + digest;
        }
    }

    /** {@code /v2/<name>/blobs/uploads/}. */
    record Uploads(RepositoryName name) implements Route {
        @Override
        public Optional<RepositoryName> repository() {
            return Optional.of(name);
        }

        @Override
        public String toString() {
            return name + " uploads";
        }
    }

    /** {@code /v2/<name>/blobs/uploads/<reference>}. The text form leaves out the token. */
    record Upload(RepositoryName name, UploadReference reference) implements Route {
        @Override
        public Optional<RepositoryName> repository() {
            return Optional.of(name);
        }

        @Override
        public String toString() {
            return name + " upload " + reference.upload();
        }
    }
}
