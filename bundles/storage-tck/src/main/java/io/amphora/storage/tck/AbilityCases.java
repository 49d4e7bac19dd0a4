package io.amphora.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amphora.storage.CompareAndSet;
import io.amphora.storage.FreeSpace;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.Redirect;
import io.amphora.storage.StoragePath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What only some drivers can do; a driver without an ability skips its tests, and the report says so. */
abstract class AbilityCases extends ContractCase {

    private static final StoragePath PATH = StoragePath.parse("/dir/content");

    AbilityCases(StoreSource source) {
        super(source);
    }

    @Test
    void replacesOnlyWhatItExpects() throws IOException {
        CompareAndSet ability = ability(CompareAndSet.class);
        driver().put(PATH, Bytes.ascii("one"));

        assertThat(ability.replace(PATH, Bytes.ascii("other"), Bytes.ascii("two")))
                .isFalse();
        assertThat(ability.replace(PATH, Bytes.ascii("one-"), Bytes.ascii("two")))
                .isFalse();
        assertThat(ability.replace(PATH, new byte[0], Bytes.ascii("two"))).isFalse();
        assertThat(driver().get(PATH, 10)).isEqualTo(Bytes.ascii("one"));
        assertThat(ability.replace(PATH, Bytes.ascii("one"), Bytes.ascii("two")))
                .isTrue();
        assertThat(driver().get(PATH, 10)).isEqualTo(Bytes.ascii("two"));
        assertThatExceptionOfType(PathNotFoundException.class)
                .isThrownBy(() -> ability.replace(path("/missing"), new byte[0], new byte[0]));
    }

    @Test
    void exactlyOneOfRacingReplacementsSucceeds() throws Exception {
        List<CompareAndSet> instances = List.of(ability(CompareAndSet.class), CompareAndSet.class.cast(open()));
        driver().put(PATH, Bytes.ascii("0"));
        try (Threads threads = new Threads()) {
            for (int round = 1; round <= 10; round++) {
                byte[] expected = driver().get(PATH, 100);
                String next = round + "-";
                List<Boolean> won = threads.race(
                        4, number -> instances.get(number % 2).replace(PATH, expected, Bytes.ascii(next + number)));

                assertThat(won).filteredOn(Boolean::booleanValue).hasSize(1);
                assertThat(driver().get(PATH, 100)).isEqualTo(Bytes.ascii(next + won.indexOf(true)));
            }
        }
    }

    @Test
    void tellsHowMuchRoomIsLeft() throws IOException {
        assertThat(ability(FreeSpace.class).freeBytes()).isPositive();
    }

    @Test
    void redirectServesTheContent() throws Exception {
        Redirect ability = ability(Redirect.class);
        driver().put(PATH, Bytes.random(1, 32));
        Optional<URI> address = ability.redirect(PATH, Duration.ofMinutes(5));
        Assumptions.assumeTrue(address.isPresent(), "the driver serves this content itself");
        HttpClient client = HttpClient.newHttpClient();

        HttpResponse<byte[]> get =
                client.send(HttpRequest.newBuilder(address.get()).build(), BodyHandlers.ofByteArray());
        HttpRequest.Builder head =
                HttpRequest.newBuilder(address.get()).method("HEAD", HttpRequest.BodyPublishers.noBody());
        HttpResponse<Void> headed = client.send(head.build(), BodyHandlers.discarding());

        assertThat(get.statusCode()).isEqualTo(200);
        assertThat(get.body()).isEqualTo(Bytes.random(1, 32));
        assertThat(headed.statusCode()).isEqualTo(200);
        assertThat(headed.headers().firstValue("Content-Length")).hasValue("32");
    }

    private <T> T ability(Class<T> type) {
        Assumptions.assumeTrue(type.isInstance(driver()), () -> "the driver has no " + type.getSimpleName());
        return type.cast(driver());
    }
}
