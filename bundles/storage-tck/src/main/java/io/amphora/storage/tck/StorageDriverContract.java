package io.amphora.storage.tck;

import java.io.IOException;
import org.junit.jupiter.api.Nested;

/**
 * The whole contract of {@link io.amphora.storage.StorageDriver}. A driver's test extends this class and makes stores;
 * the tests stand in its nested classes, one for each topic.
 */
public abstract class StorageDriverContract {

    /** For the author's class. */
    protected StorageDriverContract() {}

    /** Makes an empty store. */
    protected abstract TestStore newStore() throws IOException;

    @Nested
    final class Paths extends PathCases {
        Paths() {
            super(StorageDriverContract.this::newStore);
        }
    }

    @Nested
    final class SmallContents extends SmallContentCases {
        SmallContents() {
            super(StorageDriverContract.this::newStore);
        }
    }

    @Nested
    final class Creating extends CreateCases {
        Creating() {
            super(StorageDriverContract.this::newStore);
        }
    }

    @Nested
    final class Reading extends ReaderCases {
        Reading() {
            super(StorageDriverContract.this::newStore);
        }
    }

    @Nested
    final class Writing extends WriterCases {
        Writing() {
            super(StorageDriverContract.this::newStore);
        }
    }

    @Nested
    final class GoingOn extends ResumeCases {
        GoingOn() {
            super(StorageDriverContract.this::newStore);
        }
    }

    @Nested
    final class Replaying extends ReplayCases {
        Replaying() {
            super(StorageDriverContract.this::newStore);
        }
    }

    @Nested
    final class RacingWriters extends WriterRaceCases {
        RacingWriters() {
            super(StorageDriverContract.this::newStore);
        }
    }

    @Nested
    final class Streams extends StreamCases {
        Streams() {
            super(StorageDriverContract.this::newStore);
        }
    }

    @Nested
    final class Listing extends ListCases {
        Listing() {
            super(StorageDriverContract.this::newStore);
        }
    }

    @Nested
    final class Status extends StatCases {
        Status() {
            super(StorageDriverContract.this::newStore);
        }
    }

    @Nested
    final class Moving extends MoveCases {
        Moving() {
            super(StorageDriverContract.this::newStore);
        }
    }

    @Nested
    final class Deleting extends DeleteCases {
        Deleting() {
            super(StorageDriverContract.this::newStore);
        }
    }

    @Nested
    final class Deactivating extends DeactivationCases {
        Deactivating() {
            super(StorageDriverContract.this::newStore);
        }
    }

    @Nested
    final class Abilities extends AbilityCases {
        Abilities() {
            super(StorageDriverContract.this::newStore);
        }
    }

    @Nested
    final class OtherProcesses extends ProcessCases {
        OtherProcesses() {
            super(StorageDriverContract.this::newStore);
        }
    }

    @Nested
    final class KilledProcesses extends KilledProcessCases {
        KilledProcesses() {
            super(StorageDriverContract.this::newStore);
        }
    }
}
