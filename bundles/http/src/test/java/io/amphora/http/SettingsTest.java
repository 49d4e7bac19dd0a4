package io.amphora.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import org.junit.jupiter.api.Test;

/** Settings that cannot be taken when the registry starts, or later. */
class SettingsTest {

    private static final int FAR_TOO_MANY = 1_000_000;

    @Test
    void aNumberOutOfRangeDoesNotKeepTheRegistryFromServing() throws Exception {
        try (RegistryServer server =
                new RegistryServer(new RegistryServer.Settings("local", FAR_TOO_MANY, FAR_TOO_MANY, 0))) {
            assertThat(server.request("GET /v2/ HTTP/1.1").status()).isEqualTo(200);
        }
    }

    @Test
    void textInPlaceOfANumberDoesNotKeepTheRegistryFromServing() throws Exception {
        try (RegistryServer server = new RegistryServer(new Unreadable(false))) {
            assertThat(server.request("GET /v2/ HTTP/1.1").status()).isEqualTo(200);

            server.servlet.modified(new Unreadable(true));
            assertThat(server.request("GET /v2/ HTTP/1.1").status()).isEqualTo(200);
        }
    }

    @Test
    void accessThatCannotBeReadIsForNobody() throws Exception {
        try (RegistryServer unknown = new RegistryServer(new RegistryServer.Settings("loca", 0, 4, 60));
                RegistryServer unreadable = new RegistryServer(new Unreadable(true))) {
            assertThat(unknown.request("GET /v2/ HTTP/1.1").text()).contains("UNAUTHORIZED", "'access'");
            assertThat(unreadable.request("GET /v2/ HTTP/1.1").status()).isEqualTo(401);
        }
    }

    /** A configuration that declarative services cannot convert. */
    @SuppressWarnings("ClassExplicitlyAnnotation")
    private record Unreadable(boolean accessToo) implements HttpConfiguration {
        @Override
        public String access() {
            if (accessToo) {
                throw new UnsupportedOperationException("access cannot be read");
            }
            return "local";
        }

        @Override
        public int threads() {
            throw new UnsupportedOperationException("threads is no number");
        }

        @Override
        public int buffers() {
            return 1;
        }

        @Override
        public int noProgressSeconds() {
            return 1;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return HttpConfiguration.class;
        }
    }
}
