package io.amphora.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.amphora.storage.StorageDriver;
import io.amphora.storage.StorageException;
import io.amphora.storage.StoragePath;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

final class FilesystemDriverComponentTest {

    @TempDir
    private Path root;

    private final AtomicBoolean unregistered = new AtomicBoolean();
    private @Nullable StorageDriver registered;
    private @Nullable Dictionary<?, ?> properties;

    @Test
    void offersADriverUnderItsName() throws IOException {
        FilesystemDriverComponent component = activate(Map.of("name", "main", "root", root.toString(), "shared", true));
        StorageDriver driver = registered;

        assertThat(properties.get(StorageDriver.NAME)).isEqualTo("main");
        assertThat(properties.get(StorageDriver.KIND)).isEqualTo("filesystem");
        assertThat(properties.get(StorageDriver.SHARED)).isEqualTo(true);
        assertThat(properties.size()).isEqualTo(3);
        assertThat(driver.list(StoragePath.ROOT, "", 1).names()).isEmpty();

        component.deactivate();
        assertThat(unregistered).isTrue();
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> driver.list(StoragePath.ROOT, "", 1));
    }

    @Test
    void refusesSettingsThatCannotBe() {
        assertRefused(Map.of("root", root.toString()), "'name' must be letters");
        assertRefused(Map.of("name", "a b", "root", root.toString()), "'name' must be letters");
        assertRefused(Map.of("name", "main"), "main: 'root' must be an absolute path");
        assertRefused(Map.of("name", "main", "root", "/proc/amphora"), "main: 'root' /proc/amphora cannot be made");
        assertThat(registered).isNull();
    }

    private void assertRefused(Map<String, Object> settings, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> activate(settings))
                .withMessageStartingWith("io.amphora.storage.filesystem: ")
                .withMessageContaining(message);
    }

    private FilesystemDriverComponent activate(Map<String, Object> settings) {
        return new FilesystemDriverComponent(
                proxy(FilesystemSettings.class, (method, args) -> settings.get(method)),
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
