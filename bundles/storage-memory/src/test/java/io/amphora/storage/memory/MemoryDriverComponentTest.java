package io.amphora.storage.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.amphora.storage.StorageDriver;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

final class MemoryDriverComponentTest {

    private final AtomicBoolean unregistered = new AtomicBoolean();
    private @Nullable StorageDriver registered;
    private @Nullable Dictionary<?, ?> properties;

    @Test
    void offersADriverUnderItsName() throws IOException {
        MemoryDriverComponent component = activate(Map.of("name", "trial"));
        StorageDriver driver = registered;

        assertThat(properties.get(StorageDriver.NAME)).isEqualTo("trial");
        assertThat(properties.get(StorageDriver.KIND)).isEqualTo("memory");
        assertThat(properties.get(StorageDriver.SHARED)).isEqualTo(false);
        assertThat(properties.get(StorageDriver.PASSING)).isEqualTo(true);
        assertThat(properties.size()).isEqualTo(4);
        assertThat(((MemoryDriver) driver).freeBytes()).isEqualTo(256L * 1024 * 1024);

        component.deactivate();
        assertThat(unregistered).isTrue();
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> driver.list(StoragePath.ROOT, "", 1));
    }

    @Test
    void refusesSettingsThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> activate(Map.of("name", "a b")))
                .withMessageStartingWith("io.amphora.storage.memory: 'name' must be letters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> activate(Map.of("name", "trial", "maxBytes", 0L)))
                .withMessage("io.amphora.storage.memory: trial: 'maxBytes' must be at least 1");
        assertThat(registered).isNull();
    }

    private MemoryDriverComponent activate(Map<String, Object> settings) {
        return new MemoryDriverComponent(
                proxy(MemorySettings.class, (method, args) -> settings.get(method)),
                proxy(BundleContext.class, this::register));
    }

    private Object register(String method, Object[] args) {
        assertThat(method).isEqualTo("registerService");
        registered = (StorageDriver) args[1];
        properties = (Dictionary<?, ?>) args[2];
        return proxy(ServiceRegistration.class, (name, none) -> {
            unregistered.set(name.equals("unregister"));
            return null;
        });
    }

    /** Answers a call; null stands for the method's default. */
    @FunctionalInterface
    private interface Answers {
        @Nullable
        Object to(String method, Object[] args);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            Object answer = answers.to(method.getName(), args);
            return answer != null ? answer : method.getDefaultValue();
        }));
    }
}
