package io.amphora.storage.switching;

import static io.amphora.storage.switching.Fixture.STORE;
import static io.amphora.storage.switching.Fixture.awaitUntil;
import static io.amphora.storage.switching.Fixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amphora.storage.StorageDriver;
import io.amphora.storage.admin.DriverCheck;
import io.amphora.storage.admin.Swap;
import io.amphora.storage.admin.SwapRefusedException;
import io.amphora.storage.lease.StorageLease;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

/** What an administrator does with drivers. */
class DriverChoiceTest {

    private static final String OTHER_STORE = "11111111-8d11-4f67-9d5e-6d1f7a1e6f5c";

    private final List<String> saved = new ArrayList<>();
    private final StorageSwitch storage = Fixture.storage(saved::add);
    private final HeapStore store = new HeapStore(STORE);
    private Candidate main = Fixture.candidate(store.driver());

    @BeforeEach
    void begin() {
        storage.use(settings("main"));
        main = add("main", store.driver(), false);
        awaitUntil(() -> storage.isActive(main));
    }

    @AfterEach
    void stop() {
        storage.deactivate();
    }

    @Test
    void useTakesAnotherDriverAndWritesTheChoiceDown() throws Exception {
        Candidate second = add("second", store.driver(), false);
        StorageLease open = storage.lease();

        Swap swap = storage.use("second", false);

        assertThat(storage.isActive(second)).isTrue();
        assertThat(swap.from()).contains("main");
        assertThat(swap.to()).isEqualTo("second");
        assertThat(swap.left()).isEqualTo(1);
        assertThat(swap.saved()).isTrue();
        assertThat(saved).containsExactly("second");
        open.close();
    }

    @Test
    void useRefusesANameThatNobodyHas() {
        assertThatThrownBy(() -> storage.use("mian", false))
                .isInstanceOf(SwapRefusedException.class)
                .hasMessage("no storage driver is named 'mian'");
        assertThat(storage.isActive(main)).isTrue();
    }

    @Test
    void useRefusesAnotherStoreUnlessForced() throws Exception {
        Candidate other = add("other", new HeapStore(OTHER_STORE).driver(), false);

        assertThatThrownBy(() -> storage.use("other", false))
                .isInstanceOf(SwapRefusedException.class)
                .hasMessageContaining("it holds store " + OTHER_STORE);
        assertThat(storage.isActive(main)).isTrue();
        assertThat(saved).isEmpty();

        storage.use("other", true);
        assertThat(storage.isActive(other)).isTrue();
        try (StorageLease lease = storage.lease()) {
            assertThat(lease.store()).hasToString(OTHER_STORE);
        }
    }

    @Test
    void useRefusesAnotherStoreThanASharedOneAlsoWithForce() throws Exception {
        add("shared", store.driver(), true);
        storage.use("shared", false);
        add("other", new HeapStore(OTHER_STORE).driver(), false);

        assertThatThrownBy(() -> storage.use("other", true))
                .isInstanceOf(SwapRefusedException.class)
                .hasMessageContaining("also with force");
    }

    @Test
    void useGivesAnEmptyStoreAnIdOnlyByForce() throws Exception {
        HeapStore empty = new HeapStore(STORE);
        empty.contents.clear();
        Candidate fresh = add("fresh", empty.driver(), false);

        assertThatThrownBy(() -> storage.use("fresh", false)).hasMessageContaining("its store has no id");
        assertThat(empty.contents).isEmpty();

        storage.use("fresh", true);
        assertThat(storage.isActive(fresh)).isTrue();
        assertThat(empty.contents).containsKey(StoreId.PATH);
    }

    @Test
    void useRefusesADriverThatCannotBeWritten() {
        TinyDriver full = TinyDriver.over(STORE);
        full.refusesWrites = true;
        add("full", full, false);

        assertThatThrownBy(() -> storage.use("full", false))
                .isInstanceOf(SwapRefusedException.class)
                .hasMessageContaining("cannot be written");
        assertThat(storage.isActive(main)).isTrue();
    }

    @Test
    void checkTriesEverythingAndLeavesNothing() {
        DriverCheck check = storage.check("main");

        assertThat(check.steps()).allSatisfy(step -> assertThat(step.problem()).isEmpty());
        assertThat(check.passed()).isTrue();
        assertThat(check.steps()).hasSize(8);
        assertThat(store.contents).containsOnlyKeys(StoreId.PATH);
        assertThat(store.unfinished).isEmpty();
        assertThat(main.holds()).isEmpty();
    }

    @Test
    void checkSaysWhatIsWrong() {
        TinyDriver tiny = TinyDriver.over(STORE);
        add("tiny", tiny, false);

        DriverCheck check = storage.check("tiny");

        assertThat(check.passed()).isFalse();
        assertThat(check.steps())
                .anySatisfy(
                        step -> assertThat(step.problem()).get().asString().contains("UnsupportedOperationException"));
    }

    @Test
    void checkKnowsNobodyElse() {
        assertThatIllegalArgumentException().isThrownBy(() -> storage.check("nobody"));
    }

    private Candidate add(String name, StorageDriver driver, boolean shared) {
        Candidate candidate = Fixture.candidate(
                driver, new DriverProperties(name, "heap", shared, false, Version.emptyVersion, 0, name.hashCode()));
        storage.attach(candidate);
        awaitUntil(() -> !(candidate.identity() instanceof StoreIdentity.Unread));
        return candidate;
    }
}
