package io.amphora.registry.core.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.core.storage.LeasedStorage;
import io.amphora.registry.core.upload.FakeStorage;
import io.amphora.registry.core.upload.UploadSettings;
import io.amphora.storage.memory.MemoryDrivers;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** A mistake in the settings at start: layers that are there are served. */
class RefusedSettingsTest {

    @Test
    void servesWithItsDefaults() throws IOException {
        assertServes(() -> 0, 2000);
        assertServes(() -> 1, -1);
        assertServes(() -> 1, UploadSettings.MAX_GHOST_WAIT_MILLIS + 1);
        assertServes(() -> 1, Long.MAX_VALUE);
        // As declarative services do for what is no number.
        assertServes(() -> Long.parseLong("64M"), 2000);
    }

    private static void assertServes(LongSupplier checkpointBytes, long ghostWaitMillis) throws IOException {
        LeasedStorage storage = new LeasedStorage(new FakeStorage(MemoryDrivers.open(), false));

        StoredLayerService service = new StoredLayerService(
                storage, Node.switches(() -> true), configuration(checkpointBytes, ghostWaitMillis));

        assertThat(service.exists(Node.REPOSITORY, Node.sha256(new byte[1]))).isFalse();
        assertThat(service.status()).singleElement().satisfies(line -> assertThat(line.value())
                .contains("refused", UploadSettings.defaults().toString()));
    }

    static UploadConfiguration configuration(LongSupplier checkpointBytes, long ghostWaitMillis) {
        return new UploadConfiguration() {
            @Override
            public long checkpointBytes() {
                return checkpointBytes.getAsLong();
            }

            @Override
            public long ghostWaitMillis() {
                return ghostWaitMillis;
            }

            @Override
            public String tokenPrefix() {
                return "";
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return UploadConfiguration.class;
            }
        };
    }
}
