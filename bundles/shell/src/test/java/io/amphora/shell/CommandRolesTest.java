package io.amphora.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Properties;
import org.apache.karaf.service.guard.tools.ACLConfigurationParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call which command, by the file that is installed, read by what decides it in Karaf. */
class CommandRolesTest {

    private static final Path FILE = Path.of("../../features/src/main/cfg/org.apache.karaf.command.acl.oci.cfg");

    @ParameterizedTest
    @ValueSource(strings = {"driver-list", "driver-use", "driver-check", "a-command-of-tomorrow"})
    void leavesStorageAndWhatIsNotNamedToAdministrators(String command) throws Exception {
        assertThat(roles(command, "main", "--force")).containsExactly("admin");
        assertThat(roles(command)).containsExactly("admin");
    }

    @Test
    void letsViewersLook() throws Exception {
        assertThat(roles("status", "--warnings")).contains("viewer");
    }

    private static List<String> roles(String command, Object... arguments) throws IOException {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(FILE)) {
            file.load(reader);
        }
        Hashtable<String, Object> rules = new Hashtable<>();
        file.stringPropertyNames().forEach(name -> rules.put(name, file.getProperty(name)));
        List<String> roles = new ArrayList<>();
        ACLConfigurationParser.getRolesForInvocation(
                command, new Object[] {List.of(arguments).toString()}, null, rules, roles);
        return roles;
    }
}
