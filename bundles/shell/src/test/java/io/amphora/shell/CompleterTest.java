package io.amphora.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.RepositoryName;
import io.amphora.registry.Slice;
import io.amphora.registry.Tag;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.junit.jupiter.api.Test;

class CompleterTest {

    private static final List<String> NAMES = List.of("a", "ab", "ab/c", "abc", "b", "b-c", "ba");

    private final List<Integer> limits = new ArrayList<>();
    private final List<String> candidates = new ArrayList<>();

    @Test
    void offersTheRepositoriesThatBeginSo() {
        repositories().complete(session(), line("oci:tag-list", "ab"), candidates);

        assertThat(candidates).map(String::strip).containsExactly("ab", "ab/c", "abc");
        assertThat(limits).containsExactly(Prefix.LIMIT);
    }

    @Test
    void offersTheFirstRepositoriesForNothingTyped() {
        repositories().complete(session(), line("oci:tag-list", ""), candidates);

        assertThat(candidates).hasSize(NAMES.size());
    }

    @Test
    void offersTheTagsOfTheRepositoryBefore() {
        TagCompleter completer = new TagCompleter();
        completer.drivers = new GivenDrivers(GivenDrivers.ACTIVE);
        completer.tags = (repository, after, limit) -> {
            assertThat(repository).hasToString("ab/c");
            return new Slice<>(
                    behind(after, limit)
                            .map(name -> name.replace('/', '_'))
                            .map(Tag::parse)
                            .toList(),
                    false);
        };

        completer.complete(session(), line("oci:manifest-show", "ab/c", "b"), candidates);

        assertThat(candidates).map(String::strip).containsExactly("b", "b-c", "ba");
    }

    @Test
    void offersEachDriverOnce() {
        DriverCompleter completer = new DriverCompleter();
        completer.drivers = new GivenDrivers(GivenDrivers.ACTIVE, GivenDrivers.DRAINING, GivenDrivers.REFUSED);

        completer.complete(session(), line("oci:driver-use", ""), candidates);
        completer.complete(session(), line("oci:driver-check", "m"), candidates);

        assertThat(candidates).map(String::strip).containsExactly("main", "old", "main");
    }

    @Test
    void offersNothingWhereThereIsNothingToAsk() {
        RepositoryCompleter away = new RepositoryCompleter();
        away.drivers = new GivenDrivers(GivenDrivers.ACTIVE);
        away.repositories = (after, limit) -> {
            throw new RegistryException(ErrorCode.UNAVAILABLE, "reason", "no storage");
        };
        TagCompleter tags = new TagCompleter();
        tags.drivers = new GivenDrivers(GivenDrivers.ACTIVE);
        tags.tags = (repository, after, limit) -> new Slice<>(List.of(), false);

        away.complete(session(), line("oci:tag-list", "a"), candidates);
        new RepositoryCompleter().complete(session(), line("oci:tag-list", "a"), candidates);
        tags.complete(session(), line("oci:manifest-show", "NOT A NAME", "b"), candidates);
        tags.complete(session(), line("b"), candidates);
        new DriverCompleter().complete(session(), line("oci:driver-use", "m"), candidates);

        assertThat(candidates).isEmpty();
    }

    @Test
    void asksNobodyWhileNoDriverIsActive() {
        RepositoryCompleter completer = repositories();
        completer.drivers = new GivenDrivers(GivenDrivers.DRAINING, GivenDrivers.WAITING);

        completer.complete(session(), line("oci:tag-list", "a"), candidates);

        assertThat(candidates).isEmpty();
        assertThat(limits).isEmpty();
    }

    @Test
    void asksForNoTagsWhileNoDriverIsActive() {
        TagCompleter completer = new TagCompleter();
        completer.drivers = new GivenDrivers();
        completer.tags = (repository, after, limit) -> {
            limits.add(limit);
            return new Slice<>(List.of(), false);
        };

        completer.complete(session(), line("oci:manifest-show", "a", "b"), candidates);

        assertThat(limits).isEmpty();
    }

    private RepositoryCompleter repositories() {
        RepositoryCompleter completer = new RepositoryCompleter();
        completer.drivers = new GivenDrivers(GivenDrivers.ACTIVE);
        completer.repositories = (after, limit) -> {
            limits.add(limit);
            return new Slice<>(behind(after, limit).map(RepositoryName::parse).toList(), false);
        };
        return completer;
    }

    private static Stream<String> behind(String after, int limit) {
        return NAMES.stream().filter(name -> name.compareTo(after) > 0).limit(limit);
    }

    /** A session that is not asked for anything, as {@link StringsCompleter} needs none. */
    private static Session session() {
        return (Session) Proxy.newProxyInstance(
                CompleterTest.class.getClassLoader(),
                new Class<?>[] {Session.class},
                (proxy, method, arguments) -> null);
    }

    private static CommandLine line(String... words) {
        return new CommandLine() {
            @Override
            public int getCursorArgumentIndex() {
                return words.length - 1;
            }

            @Override
            public String getCursorArgument() {
                return words[words.length - 1];
            }

            @Override
            public int getArgumentPosition() {
                return words[words.length - 1].length();
            }

            @Override
            public String[] getArguments() {
                return words.clone();
            }

            @Override
            public int getBufferPosition() {
                return String.join(" ", words).length();
            }

            @Override
            public String getBuffer() {
                return String.join(" ", words);
            }
        };
    }
}
