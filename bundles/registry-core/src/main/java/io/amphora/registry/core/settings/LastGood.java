package io.amphora.registry.core.settings;

import io.amphora.registry.status.StatusLine;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of a component: the last ones that could be taken, its defaults before. Refused ones are logged and shown
 * until better ones come, and never take the component away, as others depend on it. Thread-safe.
 */
public final class LastGood<T> implements Supplier<T> {

    private static final Logger LOG = LoggerFactory.getLogger(LastGood.class);

    private final String pid;
    private volatile State<T> state;

    /** Begins with what is good in any case. */
    public LastGood(String pid, T defaults) {
        this.pid = pid;
        this.state = new State<>(defaults, "");
    }

    private record State<T>(T settings, String problem) {}

    /**
     * Takes new settings for what comes.
     *
     * @param reading reads and checks them; any exception refuses them, such as that of declarative services for a value
     *     that is no number
     */
    public void take(Supplier<T> reading) {
        try {
            state = new State<>(reading.get(), "");
            LOG.info("{}: {}", pid, state.settings());
        } catch (RuntimeException e) {
            state = new State<>(state.settings(), String.valueOf(e.getMessage()));
            LOG.error("The settings of {} are refused, {} stays: {}", pid, state.settings(), e.getMessage());
        }
    }

    @Override
    public T get() {
        return state.settings();
    }

    /** What an administrator should know of them: why the newest were refused. */
    public List<StatusLine> status() {
        State<T> now = state;
        return now.problem().isEmpty()
                ? List.of()
                : List.of(StatusLine.warning(pid, "refused, " + now.settings() + " stays: " + now.problem()));
    }
}
