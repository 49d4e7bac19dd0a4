package io.amphora.storage.switching;

import static io.amphora.storage.switching.Fixture.DEADLINE_SECONDS;
import static io.amphora.storage.switching.Fixture.STORE;
import static io.amphora.storage.switching.Fixture.awaitUntil;
import static io.amphora.storage.switching.Fixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.storage.FreeSpace;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.admin.DriverStatus;
import io.amphora.storage.admin.DriverStatus.State;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

/** Drivers that hang or throw what nobody expects. */
class BrokenDriverTest {

    private final StorageSwitch storage = Fixture.storage(name -> true);
    private final CountDownLatch hanging = new CountDownLatch(1);

    @BeforeEach
    void wantMain() {
        storage.use(settings("main"));
    }

    @AfterEach
    void stop() {
        hanging.countDown();
        storage.deactivate();
    }

    @Test
    void showsADriverWithMissingClassesAsRefusedAndTriesAgain() {
        TinyDriver driver = TinyDriver.over(STORE);
        driver.error = Optional.of(new NoClassDefFoundError("com/example/Sdk"));
        Candidate candidate = Fixture.candidate(driver);
        storage.attach(candidate);
        awaitUntil(() -> status().state() == State.REFUSED);
        assertThat(status().problem()).get().asString().contains("com/example/Sdk");

        driver.error = Optional.empty();

        awaitUntil(() -> storage.isActive(candidate));
    }

    @Test
    void readsAStoreLaterWhenTooManyOthersHang() {
        for (int i = 0; i < SwitchThreads.MOST_PROBES; i++) {
            TinyDriver stuck = TinyDriver.over(STORE);
            stuck.hang = Optional.of(hanging);
            storage.attach(Fixture.candidate(stuck, properties("stuck" + i)));
        }
        Candidate main = Fixture.candidate(TinyDriver.over(STORE));
        storage.attach(main);
        assertThat(storage.isActive(main)).isFalse();

        hanging.countDown();

        awaitUntil(() -> storage.isActive(main));
    }

    @Test
    void tellsHowMuchRoomThereIs() {
        attach(() -> 42L);

        assertThat(status().freeBytes()).isEqualTo(OptionalLong.of(42));
    }

    @Test
    void showsTheRoomThatItKnowsOfADriverThatHangs() {
        long[] calls = {0};
        attach(() -> {
            if (calls[0]++ > 0) {
                hanging.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
            }
            return 42L;
        });

        assertThat(status().freeBytes()).isEqualTo(OptionalLong.of(42));
        assertThat(status().freeBytes()).isEqualTo(OptionalLong.of(42));
        assertThat(status().freeBytes()).isEqualTo(OptionalLong.of(42));
        assertThat(calls[0]).isEqualTo(2);
    }

    @Test
    void showsNoRoomOfADriverThatThrows() {
        attach(() -> {
            throw new NoClassDefFoundError("com/example/Sdk");
        });

        assertThat(status().freeBytes()).isEmpty();
    }

    private void attach(Callable<Long> freeBytes) {
        TinyDriver tiny = TinyDriver.over(STORE);
        Class<?>[] types = {StorageDriver.class, FreeSpace.class};
        Object driver = Proxy.newProxyInstance(getClass().getClassLoader(), types, (self, method, args) -> {
            return method.getDeclaringClass() == FreeSpace.class ? freeBytes.call() : method.invoke(tiny, args);
        });
        Candidate candidate = Fixture.candidate((StorageDriver) driver, properties("main"));
        storage.attach(candidate);
        awaitUntil(() -> storage.isActive(candidate));
    }

    private static DriverProperties properties(String name) {
        return new DriverProperties(name, "tiny", false, false, Version.emptyVersion, 0, 1);
    }

    private DriverStatus status() {
        return storage.list().get(0);
    }
}
