package io.amphora.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.front.FrontServer.Settings;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class GateSettingsTest {

    @Test
    void settingsThatCannotBeTakenChangeNothing() {
        GateSettings settings = new GateSettings(new Settings(1, 2, 3, 4));

        settings.modified(new Settings(1, 2, 5_000, 4));

        assertThat(settings.limits()).isEqualTo(new GateLimits(1, 2, 3, 4));
        assertThat(new GateSettings(new Settings(-1, 2, 3, 4)).limits()).isEqualTo(GateLimits.DEFAULT);
    }

    @Test
    void textInPlaceOfANumberLeavesTheDefaults() {
        GateConfiguration unreadable = (GateConfiguration) Proxy.newProxyInstance(
                GateConfiguration.class.getClassLoader(),
                new Class<?>[] {GateConfiguration.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName() + " is no number");
                });

        assertThat(new GateSettings(unreadable).limits()).isEqualTo(GateLimits.DEFAULT);
    }
}
