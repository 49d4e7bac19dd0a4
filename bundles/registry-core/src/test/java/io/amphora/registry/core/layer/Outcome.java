package io.amphora.registry.core.layer;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.UploadReference;
import java.io.IOException;

/** How a request of an upload ends. */
enum Outcome {
    DONE,
    CONFLICT,
    UNKNOWN;

    /** What is done at a place of an upload. */
    interface Action {
        void run(Node node, UploadReference reference) throws IOException;
    }

    static Outcome of(Action action, Node node, UploadReference reference) {
        try {
            action.run(node, reference);
            return DONE;
        } catch (RegistryException e) {
            if (e.code() == ErrorCode.BLOB_UPLOAD_UNKNOWN) {
                return UNKNOWN;
            }
            if (e.code() == ErrorCode.BLOB_UPLOAD_INVALID) {
                return CONFLICT;
            }
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
