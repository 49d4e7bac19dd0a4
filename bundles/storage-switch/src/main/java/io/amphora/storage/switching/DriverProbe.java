package io.amphora.storage.switching;

import io.amphora.storage.Mark;
import io.amphora.storage.PathNotFoundException;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageReader;
import io.amphora.storage.StorageWriter;
import io.amphora.storage.admin.DriverCheck;
import io.amphora.storage.admin.DriverCheck.Step;
import io.amphora.storage.lease.DriverUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tries what the registry needs of a driver, on a scratch path of its store, within the limits of each call. */
final class DriverProbe implements AutoCloseable {

    private static final byte[] CONTENT = "amphora".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = "other".getBytes(StandardCharsets.US_ASCII);

    private final Candidate candidate;
    private final Visit visit;
    private final StorageDriver driver;
    private final String scratch = "/amphora/check/" + UUID.randomUUID();
    private final List<Step> steps = new ArrayList<>();
    private boolean stopped;

    DriverProbe(Candidate candidate) {
        this.candidate = candidate;
        this.visit = new Visit(candidate, "check");
        this.driver = visit.driver();
    }

    DriverCheck check() {
        step("write and read small content", this::small);
        step("create if absent", this::create);
        step("write, go on at a mark, commit", this::write);
        step("read from an offset", this::read);
        step("cancel leaves nothing", this::cancel);
        step("list in order, page by page", this::list);
        step("move", this::move);
        stopped = false;
        step("delete", this::delete);
        return new DriverCheck(
                candidate.name(), candidate.properties().version().toString(), List.copyOf(steps));
    }

    /** The first step that failed, of those that need no more than a moment. */
    Optional<Step> checkWritable() {
        step("write and read small content", this::small);
        stopped = false;
        step("delete", this::delete);
        return steps.stream().filter(step -> step.problem().isPresent()).findFirst();
    }

    @Override
    public void close() {
        visit.close();
    }

    private void small() throws IOException {
        driver.put(path("small"), OTHER);
        driver.put(path("small"), CONTENT);
        expect(Arrays.equals(driver.get(path("small"), 100), CONTENT), "other bytes came back");
        expect(driver.stat(path("small")).size() == CONTENT.length, "stat knows another size");
    }

    private void create() throws IOException {
        expect(driver.create(path("once"), CONTENT), "a new name was refused");
        expect(!driver.create(path("once"), OTHER), "a name that was taken was given again");
        expect(Arrays.equals(driver.get(path("once"), 100), CONTENT), "the loser's bytes came back");
    }

    private void write() throws IOException {
        Mark mark;
        try (StorageWriter writer = driver.write(path("large"), path("large"))) {
            writer.write(ByteBuffer.wrap(CONTENT));
            mark = writer.checkpoint();
            writer.write(ByteBuffer.wrap(OTHER));
        }
        try (StorageWriter writer = driver.resume(path("large"), mark)) {
            expect(writer.offset() == CONTENT.length, "it went on at " + writer.offset());
            writer.write(ByteBuffer.wrap(CONTENT));
            expect(isAbsent("large"), "it can be seen before it is committed");
            writer.commit(path("large"));
        }
        expect(driver.stat(path("large")).size() == 2L * CONTENT.length, "it has another size");
    }

    private void read() throws IOException {
        ByteBuffer read = ByteBuffer.allocate(100);
        try (StorageReader reader = driver.read(path("large"), 3)) {
            int count = 0;
            while (count >= 0) {
                count = reader.read(read);
            }
        }
        String whole = new String(CONTENT, StandardCharsets.US_ASCII).repeat(2);
        String got = new String(read.array(), 0, read.position(), StandardCharsets.US_ASCII);
        expect(got.equals(whole.substring(3)), "other bytes came back");
    }

    private void cancel() throws IOException {
        try (StorageWriter writer = driver.write(path("cancelled"), path("cancelled"))) {
            writer.write(ByteBuffer.wrap(CONTENT));
            writer.cancel();
        }
        expect(isAbsent("cancelled"), "it is there");
    }

    private void list() throws IOException {
        driver.put(path("list/a-b"), CONTENT);
        driver.put(path("list/a.b"), CONTENT);
        driver.put(path("list/a0"), CONTENT);
        driver.put(path("list/a/x"), CONTENT);
        List<String> names = new ArrayList<>(driver.list(path("list"), "", 2).names());
        names.addAll(driver.list(path("list"), names.get(1), 10).names());
        expect(names.equals(List.of("a", "a-b", "a.b", "a0")), "it listed " + names);
    }

    private void move() throws IOException {
        driver.move(path("small"), path("once"));
        expect(isAbsent("small"), "it is still where it was");
        expect(Arrays.equals(driver.get(path("once"), 100), CONTENT), "other bytes came back");
    }

    private void delete() throws IOException {
        driver.delete(List.of(StoragePath.parse(scratch)));
        expect(isAbsent("once"), "what was deleted is still there");
    }

    private boolean isAbsent(String name) throws IOException {
        try {
            driver.stat(path(name));
            return false;
        } catch (PathNotFoundException e) {
            return true;
        }
    }

    private StoragePath path(String name) {
        return StoragePath.parse(scratch + "/" + name);
    }

    private void step(String what, Attempt attempt) {
        if (stopped) {
            return;
        }
        long began = System.nanoTime();
        Optional<String> problem = Optional.empty();
        try {
            attempt.run();
        } catch (DriverUnavailableException e) {
            stopped = true;
            problem = Optional.of(e.getMessage());
        } catch (IOException | RuntimeException e) {
            problem = Optional.of(e instanceof IOException ? e.getMessage() : e.toString());
        }
        steps.add(new Step(what, Duration.ofNanos(System.nanoTime() - began), problem));
    }

    private static void expect(boolean isSo, String otherwise) throws IOException {
        if (!isSo) {
            throw new IOException(otherwise);
        }
    }

    /** Something tried. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws IOException;
    }
}
