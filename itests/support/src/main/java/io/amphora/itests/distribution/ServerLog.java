package io.amphora.itests.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What a running distribution wrote to its log. Positions count bytes of the newest file. */
public final class ServerLog {

    private static final Pattern TROUBLE =
            Pattern.compile("\\S+ ERROR .*|\\s+at [\\w.$/@-]+\\(.*|Caused by: .*|Exception in thread .*");
    private static final int TAIL = 200;

    private final Path file;

    ServerLog(Path file) {
        this.file = file;
    }

    /** The file itself. */
    public Path file() {
        return file;
    }

    /** Where the log ends now. */
    public long position() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was written after a position. */
    public List<String> since(long position) {
        try {
            byte[] all = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            int start = position > all.length ? 0 : Math.toIntExact(position);
            return new String(all, start, all.length - start, StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its last lines, to be shown when a test fails. */
    public String tail() {
        List<String> lines = since(0);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }

    /** Lines after a position that no request of a client may cause: errors and stack traces. */
    public List<String> troublesSince(long position) {
        return since(position).stream()
                .filter(line -> TROUBLE.matcher(line).matches())
                .toList();
    }
}
