package io.amphora.storage.switching;

import static io.amphora.storage.switching.Fixture.NO_NUMBER;
import static io.amphora.storage.switching.Fixture.STORE;
import static io.amphora.storage.switching.Fixture.awaitUntil;
import static io.amphora.storage.switching.Fixture.candidate;
import static io.amphora.storage.switching.Fixture.configuration;
import static io.amphora.storage.switching.Fixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SwitchSettingsTest {

    private final StorageSwitch storage = Fixture.storage(name -> true);

    @BeforeEach
    void wantMain() {
        storage.use(settings("main"));
    }

    @AfterEach
    void stop() {
        storage.deactivate();
    }

    @Test
    void keepsItsSettingsWhenNewOnesAreWrong() throws Exception {
        Candidate main = candidate(TinyDriver.over(STORE));
        storage.attach(main);
        awaitUntil(() -> storage.isActive(main));

        storage.modified(configuration("other", -1));

        storage.lease().close();
        assertThat(storage.list()).singleElement().satisfies(status -> assertThat(status.problem())
                .contains("the settings of io.amphora.storage are wrong: gateMillis: -1 is not within 0 and 600000"));
        storage.modified(configuration("main", 1));
        assertThat(storage.list()).singleElement().satisfies(status -> assertThat(status.problem())
                .isEmpty());
    }

    @Test
    void startsWithTheDefaultsOfTheDriverThatIsNamedWhenAnotherValueIsWrong() throws Exception {
        for (long wrong : new long[] {-1, NO_NUMBER}) {
            StorageSwitch fresh = Fixture.started(configuration("main", wrong));
            try {
                Candidate main = candidate(TinyDriver.over(STORE));
                fresh.attach(main);

                awaitUntil(() -> fresh.isActive(main));
                assertThat(fresh.list()).singleElement().satisfies(status -> assertThat(status.problem())
                        .get()
                        .asString()
                        .startsWith("the settings of io.amphora.storage are wrong: "));
            } finally {
                fresh.deactivate();
            }
        }
    }

    @Test
    void hasNoStorageWithoutTheNameOfADriverUntilThereIsOne() throws Exception {
        StorageSwitch fresh = Fixture.started(configuration("a/b", 1));
        try {
            Candidate main = candidate(TinyDriver.over(STORE));
            fresh.attach(main);
            assertThat(fresh.reason())
                    .isEqualTo(
                            "the settings of io.amphora.storage are wrong: driver: 'a/b' is not the name of a storage"
                                    + " driver");

            fresh.modified(configuration("main", 1_000));

            awaitUntil(() -> fresh.isActive(main));
        } finally {
            fresh.deactivate();
        }
    }

    @Test
    void refusesWhatIsNoNameOfADriver() {
        assertThatThrownBy(() -> settings("")).hasMessageStartingWith("driver: ");
        assertThatThrownBy(() -> settings("a/b")).hasMessageStartingWith("driver: ");
    }
}
