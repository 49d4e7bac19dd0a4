package io.amphora.itests.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import io.amphora.itests.client.RegistryClient;
import io.amphora.itests.image.Content;
import io.amphora.itests.image.TestImage;
import io.amphora.itests.wire.Answer;
import io.amphora.itests.wire.Connection;
import io.amphora.itests.wire.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a driver does wrong costs its own requests an error, within a bound; others never notice. */
class MisbehavingDriverIT {

    private static final int LARGE = 3_000_000;

    /** More than sockets hold. */
    private static final int HUGE = 40_000_000;

    @TempDir
    private static Path folder;

    private static RogueServer rogue;

    private final byte[] blob = Content.fresh(LARGE);
    private final String digest = Content.digest(blob);
    private final String hex = Content.hex(blob);
    private Traffic others;

    @BeforeAll
    static void start() throws Exception {
        rogue = RogueServer.start(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        rogue.close();
    }

    @BeforeEach
    void othersGoOn() {
        others = new Traffic(rogue.client(), 1);
    }

    @AfterEach
    void othersNeverNoticed() throws Exception {
        rogue.order();
        others.close();
        rogue.serveAgain();
        assertThat(others.failures()).isEmpty();
        assertThat(others.requests()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throw stat",
                "error stat",
                "null stat",
                "throw open",
                "error open",
                "null open",
                "hang open",
                "throw read",
                "error read",
                "miscount read",
                "zero read",
                "wait read"
            })
    void pullFailsAndIsRightAgainAfterwards(String deed) throws Exception {
        assertPullFails(deed);
    }

    @Tag("ci")
    @ParameterizedTest
    @ValueSource(strings = {"wait stat", "hang stat", "wait open", "hang read"})
    void pullDoesNotHangInAnyCall(String deed) throws Exception {
        assertPullFails(deed);
    }

    /** The answer may have begun when it turns out that the driver was wrong. */
    @ParameterizedTest
    @ValueSource(strings = {"less stat", "more stat", "less read", "more read"})
    void pullIsCutOrRefused(String deed) throws Exception {
        rogue.client().push("wrong/pull", blob);

        rogue.order(deed + " " + hex);

        pull("wrong/pull").ifPresent(answer -> assertThat(answer.status()).isEqualTo(500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow stat", "slow open", "slow read", "slow close", "throw close"})
    void pullSucceedsAllTheSame(String deed) throws Exception {
        rogue.client().push("odd/pull", blob);

        rogue.order(deed + " " + hex);
        Answer answer = pull("odd/pull").orElseThrow();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(blob);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throw begin", "error begin", "null begin", "throw append", "error append", "less append",
                "miscount append", "wait append", "throw create", "error create", "hang create", "throw commit",
                "error commit"
            })
    void pushFailsAndCanBeRepeated(String deed) throws Exception {
        assertPushFails(deed);
    }

    @Tag("ci")
    @ParameterizedTest
    @ValueSource(strings = {"wait begin", "hang begin", "hang append", "wait create", "wait commit", "hang commit"})
    void pushDoesNotHangInAnyCall(String deed) throws Exception {
        assertPushFails(deed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"throw checkpoint", "null checkpoint", "miscount checkpoint", "wait checkpoint"})
    void chunkIsNotAcknowledgedWithoutItsMark(String deed) throws Exception {
        String upload = rogue.client().begin("bad/chunk");

        rogue.order(deed + " bad/chunk");
        Optional<Answer> answer = rogue.send(Request.of("PATCH", upload).body(blob));

        assertFailed(deed, answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"less get", "more get", "null get", "throw get", "hang get"})
    void manifestIsRightOrAnError(String deed) throws Exception {
        TestImage image = TestImage.oci(Content.fresh(100));
        assertThat(image.push(rogue.client(), "bad/manifest", "latest").status())
                .isEqualTo(201);

        rogue.order(deed + " " + Content.hex(image.manifest()));
        Optional<Answer> answer = rogue.send(Request.of("GET", RegistryClient.manifest("bad/manifest", image.digest()))
                .header("Accept", TestImage.OCI_MANIFEST));

        assertFailed(deed, answer);
    }

    @Test
    void tagsInWrongOrderAreAnError() throws Exception {
        TestImage image = TestImage.oci(Content.fresh(100));
        image.push(rogue.client(), "bad/tags", "one");
        image.push(rogue.client(), "bad/tags", "two");

        rogue.order("unsorted list bad/tags");

        assertFailed("unsorted", rogue.send(Request.of("GET", "/v2/bad/tags/tags/list")));
        assertFailed("unsorted", rogue.send(Request.of("GET", "/v2/bad/tags/tags/list?n=1")));
    }

    @Test
    void callThatNeverReturnsIsNamedUntilItDoes() throws Exception {
        rogue.client().push("stuck/one", blob);

        rogue.order("hang read " + hex);
        assertFailed("hang", pull("stuck/one"));

        assertThat(rogue.uses()).singleElement().asString().contains("rogue", "stuck", hex);

        rogue.order();
        assertThat(Await.until("nothing is stuck", () -> rogue.uses(), List::isEmpty))
                .isEmpty();
    }

    @Test
    void callThatHeedsItsInterruptIsNotStuck() throws Exception {
        rogue.client().push("interrupted/one", blob);

        rogue.order("wait read " + hex);
        assertFailed("wait", pull("interrupted/one"));

        assertThat(Await.until("nothing is stuck", () -> rogue.uses(), List::isEmpty))
                .isEmpty();
    }

    @Test
    void driverThatIsGoneIsNamedUntilItsCallReturns() throws Exception {
        rogue.client().push("stuck/gone", blob);
        others.close();

        rogue.order("hang read " + hex);
        assertFailed("hang", pull("stuck/gone"));
        rogue.leave();
        rogue.awaitDrivers("it is draining", drivers -> drivers.has("rogue", "draining"));

        assertThat(rogue.uses()).singleElement().asString().contains("rogue", "stuck", hex);
        rogue.order();
        rogue.awaitDrivers("it has gone", drivers -> drivers.lacks("rogue"));
    }

    /** The others cannot go on: every call that the driver may run is one that does not come back. */
    @Test
    void callsThatNeverReturnAreBoundedInNumber() throws Exception {
        rogue.client().push("stuck/all", blob);
        others.close();

        rogue.order("hang open " + hex);
        List<CompletableFuture<Optional<Answer>>> pulls = new ArrayList<>();
        for (int i = 0; i < 2 * RogueServer.CALLS; i++) {
            pulls.add(
                    CompletableFuture.supplyAsync(() -> pullUnchecked("stuck/all"), task -> new Thread(task).start()));
        }
        for (CompletableFuture<Optional<Answer>> pull : pulls) {
            assertFailed("hang", pull.join());
        }

        assertThat(rogue.uses()).hasSize(RogueServer.CALLS).allMatch(line -> line.contains(hex));
        assertFailed("hang", rogue.send(Request.of("GET", "/v2/stuck/all/tags/list")));
        rogue.use("main");
        assertThat(pull("stuck/all").orElseThrow().body()).isEqualTo(blob);

        rogue.order();
        rogue.use("rogue");
        Await.until("nothing is stuck", () -> rogue.uses(), List::isEmpty);
        assertThat(pull("stuck/all").orElseThrow().body()).isEqualTo(blob);
    }

    @Test
    void readerGoesOnWithTheNextDriverWhenItsOwnLeaves() throws Exception {
        byte[] huge = Content.fresh(HUGE);
        String address = RegistryClient.blob("left/pull", rogue.client().push("left/pull", huge));
        others.close();
        rogue.standBy();

        rogue.order("leave read " + Content.hex(huge));
        HeldOutput body = new HeldOutput(() -> {
            rogue.awaitDrivers("it has gone", drivers -> drivers.lacksKind("rogue"));
            rogue.order("throw read " + Content.hex(huge));
        });
        try (Connection connection = rogue.client().connect().patience(RogueServer.BOUND)) {
            connection.send(Request.of("GET", address).bytes()).receive("GET", body);
        }

        assertThat(Content.digest(body.toByteArray())).isEqualTo(Content.digest(huge));
    }

    /** What one kind of driver has begun is nothing that the other kind can go on with. */
    @Test
    void uploadThatNobodyElseCanGoOnWithFails() throws Exception {
        String upload = rogue.client().begin("left/push");
        others.close();
        rogue.standBy();

        rogue.order("leave append left/push");
        Request request = Request.of("PATCH", upload).header("Content-Length", Integer.toString(2 * LARGE));
        try (Connection connection = rogue.client().connect().patience(RogueServer.BOUND)) {
            connection.announce(request).send(blob);
            rogue.awaitDrivers("it has gone", drivers -> drivers.lacksKind("rogue"));
            connection.send(blob);

            assertThat(connection.receive("PATCH").status()).isGreaterThanOrEqualTo(500);
        }
        rogue.client().push("left/push", blob);
    }

    @Test
    void requestsFailInTimeWhenTheOnlyDriverLeaves() throws Exception {
        rogue.client().push("left/alone", blob);
        others.close();

        rogue.order("leave open " + hex);
        // This one may still end on the driver that goes.
        pull("left/alone").ifPresent(answer -> assertThat(answer.status()).isIn(200, 503));
        Answer next = pull("left/alone").orElseThrow();

        assertThat(next.status()).isEqualTo(503);
        assertThat(next.header("Retry-After")).isPresent();
        rogue.serveAgain();
        assertThat(pull("left/alone").orElseThrow().body()).isEqualTo(blob);
    }

    @Test
    void checkOfDriverNamesWhatItDoesWrong() throws Exception {
        rogue.order("hang get /amphora/check");
        assertThat(rogue.console().execute("oci:driver-check rogue")).contains("no answer within");

        rogue.order();
        Await.until("nothing is stuck", () -> rogue.uses(), List::isEmpty);
        assertThat(rogue.console().execute("oci:driver-check rogue")).doesNotContain("no answer within");
    }

    private void assertPullFails(String deed) throws IOException {
        rogue.client().push("bad/pull", blob);

        rogue.order(deed + " " + hex);
        Optional<Answer> answer = pull("bad/pull");
        rogue.order();

        assertFailed(deed, answer);
        assertThat(pull("bad/pull").orElseThrow().body()).isEqualTo(blob);
    }

    private void assertPushFails(String deed) throws IOException {
        String upload = rogue.client().begin("bad/push");

        rogue.order(deed + " bad/push");
        Optional<Answer> answer = rogue.send(
                Request.of("PUT", RegistryClient.withDigest(upload, digest)).body(blob));
        rogue.order();

        assertFailed(deed, answer);
        assertThat(rogue.client().get(RegistryClient.blob("bad/push", digest)).status())
                .isEqualTo(404);
        rogue.client().push("bad/push", blob);
        assertThat(pull("bad/push").orElseThrow().body()).isEqualTo(blob);
    }

    private Optional<Answer> pullUnchecked(String repository) {
        try {
            return pull(repository);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private Optional<Answer> pull(String repository) throws IOException {
        return rogue.send(Request.of("GET", RegistryClient.blob(repository, digest)));
    }

    /** An error with a body that says so. Whether the client may try again depends on whether the driver answered. */
    private static void assertFailed(String deed, Optional<Answer> answer) {
        Answer given = answer.orElseThrow(() -> new AssertionError("cut instead of answered"));
        boolean hung = deed.startsWith("hang") || deed.startsWith("wait");
        assertThat(given.status()).as(given.toString()).isEqualTo(hung ? 503 : 500);
        assertThat(given.errorCodes()).hasSize(1);
    }
}
