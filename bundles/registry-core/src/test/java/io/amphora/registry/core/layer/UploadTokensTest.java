package io.amphora.registry.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.amphora.registry.Digest;
import io.amphora.registry.ErrorCode;
import io.amphora.registry.RegistryException;
import io.amphora.registry.UploadReference;
import io.amphora.registry.core.layout.StorageLayout;
import io.amphora.registry.core.upload.FakeStorage;
import io.amphora.registry.core.upload.FakeTokenProvider;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.memory.MemoryDrivers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UploadTokensTest {

    private final StorageDriver driver = MemoryDrivers.open();
    private final FakeStorage alone = new FakeStorage(driver, false);
    private final FakeStorage shared = new FakeStorage(driver, true);

    @Test
    void takesTokensOfEveryProviderAndIssuesWithTheChosenOne() throws IOException {
        FakeTokenProvider old = new FakeTokenProvider('o');
        FakeTokenProvider current = new FakeTokenProvider('n');
        UploadReference begun = Node.issuing(alone, "o", old).post().reference();

        Node both = Node.issuing(alone, "n", old, current);
        UploadReference next = both.patch(begun, new byte[3]).reference();

        assertThat(begun.token()).startsWith("o");
        assertThat(next.token()).startsWith("n");
        assertThat(both.status(begun).received()).isEqualTo(3);
    }

    @Test
    void aTokenWhoseProviderWentIsNotTakenForWrong() throws IOException {
        FakeTokenProvider going = new FakeTokenProvider('g');
        Node node = Node.issuing(alone, "", going);
        UploadReference begun = node.post().reference();
        node.replaceTokenProvider(going, new FakeTokenProvider('x'));

        RegistryException refusal = catchThrowableOfType(RegistryException.class, () -> node.status(begun));

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void neverChoosesAmongSeveralByLuck() {
        Node both = Node.issuing(alone, "", new FakeTokenProvider('a'), new FakeTokenProvider('b'));

        assertThat(refusal(both)).contains("none is chosen");
    }

    @Test
    void refusesUploadsWithoutAProvider() {
        assertThat(refusal(Node.issuing(alone, ""))).contains("no upload token provider");
        assertThat(refusal(Node.issuing(alone, "x", new FakeTokenProvider('a'))))
                .contains("'x'");
    }

    @Test
    void refusesUploadsToASharedStoreWithAKeyOfItsOwnMakingAndLetsPullsGoOn() throws IOException {
        byte[] bytes = Node.bytes(10, 1);
        Digest digest = Node.sha256(bytes);
        Node node = Node.issuing(shared, "", new FakeTokenProvider('f'));
        node.put(node.post().reference(), bytes, digest);

        Node unconfigured = Node.issuing(shared, "", new FakeTokenProvider('f').unconfigured());

        assertThat(refusal(unconfigured)).contains("not configured");
        assertThat(unconfigured.pull(digest)).isEqualTo(bytes);
        assertThat(Node.issuing(alone, "", new FakeTokenProvider('f').unconfigured())
                        .post()
                        .received())
                .isZero();
    }

    @Test
    void makesTheFirstKeyKnownToASharedStoreAndRefusesOthers() throws IOException {
        Node first = Node.issuing(shared, "", new FakeTokenProvider('f').withKey("key1"));
        Node stranger = Node.issuing(shared, "", new FakeTokenProvider('f').withKey("key2"));

        first.post();
        first.post();

        assertThat(driver.stat(StorageLayout.key("key1")).directory()).isFalse();
        assertThat(refusal(stranger)).contains("/amphora/keys/key2");
        driver.put(StorageLayout.key("key2"), new byte[1]);
        assertThat(stranger.post().received()).isZero();
    }

    @Test
    void letsOneOfTwoFirstKeysWin() throws IOException {
        FakeTokenProvider mine = new FakeTokenProvider('f').withKey("key1");
        Node stranger = Node.issuing(shared, "", new FakeTokenProvider('f').withKey("key2"));
        boolean[] met = {false};
        shared.use(new SteppedDriver(driver, (step, call) -> {
            if (call.startsWith("create") && !met[0]) {
                met[0] = true;
                posts(stranger);
            }
        }));

        assertThat(refusal(Node.issuing(shared, "", mine))).contains("/amphora/keys/key1");
        assertThat(stranger.post().received()).isZero();
    }

    @Test
    void makesItsKeyKnownAfterACrashInBetween() throws IOException {
        driver.put(StorageLayout.firstKey(), "key1".getBytes(StandardCharsets.US_ASCII));

        assertThat(refusal(Node.issuing(shared, "", new FakeTokenProvider('f').withKey("key2"))))
                .contains("/amphora/keys/key2");
        Node first = Node.issuing(shared, "", new FakeTokenProvider('f').withKey("key1"));
        assertThat(first.post().received()).isZero();
    }

    @Test
    void isNotReadyWhileTheirProviderIsUpdated() throws IOException {
        FakeTokenProvider current = new FakeTokenProvider('n');
        UploadReference begun = Node.issuing(alone, "n", current).post().reference();

        Node updating = Node.issuing(alone, "n", new FakeTokenProvider('o'));
        RegistryException fault = catchThrowableOfType(RegistryException.class, () -> updating.status(begun));

        assertThat(fault.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    private static void posts(Node node) {
        try {
            node.post();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String refusal(Node node) {
        RegistryException fault = catchThrowableOfType(RegistryException.class, node::post);
        assertThat(fault.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        return fault.errors().get(0).detail().get("reason").toString();
    }
}
