package io.amphora.storage.filesystem;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Packs names as a scan finds them, sorting some thousands at a time. It gives up where they are few, need more than a
 * number of bytes, or another is at work: so all packing of a driver takes twice that number of bytes at most. Closed at
 * the end.
 */
final class NamePacker implements AutoCloseable {

    /** A scan finds fewer names as fast as they are looked up. */
    static final int FEW = 256;

    private static final int RUN = 4096;

    private final long most;
    private final Semaphore permit;
    private final List<PackedNames> runs = new ArrayList<>();
    private final List<String> run = new ArrayList<>();
    private int count;
    private long characters;
    private boolean permitted;
    private boolean tooLarge;
    private boolean givenUp;

    /**
     * Begins.
     *
     * @param most how many bytes the names may take
     * @param permit of one packer at a time; taken once the names are many
     */
    NamePacker(long most, Semaphore permit) {
        this.most = most;
        this.permit = permit;
    }

    void add(String name) {
        if (givenUp) {
            return;
        }
        run.add(name);
        count++;
        characters += name.length();
        if (count == FEW) {
            permitted = permit.tryAcquire();
        }
        tooLarge = count >= FEW && PackedNames.size(count, characters) > most;
        givenUp = tooLarge || (count >= FEW && !permitted);
        if (givenUp) {
            runs.clear();
            run.clear();
        } else if (run.size() == RUN) {
            endRun();
        }
    }

    /** Whether the names are many and need more bytes than they may. */
    boolean isTooLarge() {
        return tooLarge;
    }

    /** All names; empty where it gave up. */
    Optional<PackedNames> packed() {
        if (!permitted || givenUp) {
            return Optional.empty();
        }
        endRun();
        return Optional.of(PackedNames.merge(runs));
    }

    @Override
    public void close() {
        if (permitted) {
            permitted = false;
            permit.release();
        }
    }

    private void endRun() {
        Collections.sort(run);
        runs.add(PackedNames.of(run));
        run.clear();
    }
}
