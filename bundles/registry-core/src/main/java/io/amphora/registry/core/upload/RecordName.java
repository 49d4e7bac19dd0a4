package io.amphora.registry.core.upload;

import java.util.Optional;

/**
 * The name of a file in an upload's directory of records: {@code <start>} for a record, {@code <start>.<writer>} for the
 * checkpoint of a request.
 *
 * @param start the offset where the request began
 * @param writer who wrote it, in lower-case hex; empty for a record
 */
record RecordName(long start, String writer) {

    private static final int MAX_DIGITS = 19;

    static RecordName record(long start) {
        return new RecordName(start, "");
    }

    /** Reads a name; empty if it is none of ours. */
    static Optional<RecordName> parse(String text) {
        int dot = text.indexOf('.');
        String digits = dot < 0 ? text : text.substring(0, dot);
        String writer = dot < 0 ? "" : text.substring(dot + 1);
        boolean ours = !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && writer.isEmpty() == (dot < 0)
                && writer.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
        if (!ours) {
            return Optional.empty();
        }
        try {
            RecordName name = new RecordName(Long.parseLong(digits), writer);
            return name.toString().equals(text) ? Optional.of(name) : Optional.empty();
        } catch (NumberFormatException beyondLong) {
            return Optional.empty();
        }
    }

    boolean isCheckpoint() {
        return !writer.isEmpty();
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        return isCheckpoint() ? start + "." + writer : Long.toString(start);
    }
}
