package io.amphora.registry.core.manifest;

import io.amphora.registry.manifest.JsonReader;
import io.amphora.registry.manifest.JsonReaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Opens texts for the formats of other bundles as strictly as for our own. */
@Component
public final class StrictJsonReaders implements JsonReaders {

    /** Has no state. */
    @Activate
    public StrictJsonReaders() {}

    @Override
    public JsonReader open(ByteBuffer text) throws IOException {
        return new StrictJson(text);
    }
}
