package io.amphora.token.hmac;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a key file holds: lines of a name, blanks, and at least 32 bytes in base64. Empty lines and lines that begin with
 * {@code #} mean nothing, but for {@value #MARK}, which says that a node made the next key itself. No message holds a key.
 *
 * @param keys in the order of their lines
 * @param selfMade whether a node made the first one itself
 */
record KeyText(List<TokenKey> keys, boolean selfMade) {

    static final String MARK = "# self-made";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    KeyText {
        keys = List.copyOf(keys);
    }

    /**
     * Reads lines.
     *
     * @param source where they are from, for messages
     * @throws IllegalArgumentException if one is not understood, or its key is too short
     */
    static KeyText parse(String source, List<String> lines) {
        List<TokenKey> keys = new ArrayList<>();
        boolean marked = false;
        boolean selfMade = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("#") || line.isEmpty()) {
                marked |= line.startsWith(MARK);
            } else {
                selfMade |= marked && keys.isEmpty();
                keys.add(key(source + ", line " + (i + 1), line));
            }
        }
        return new KeyText(keys, selfMade);
    }

    private static TokenKey key(String where, String line) {
        String[] words = line.split("\\s+");
        if (words.length != 2 || !NAME.matcher(words[0]).matches()) {
            throw new IllegalArgumentException(where + ": not a name of [A-Za-z0-9._-], a blank and base64");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(words[1]);
        } catch (IllegalArgumentException e) {
            // Without its cause, whose message could show a part of the key.
            throw new IllegalArgumentException(where + ": what follows the name is not base64");
        }
        try {
            return new TokenKey(words[0], bytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }
}
