package io.amphora.itests.rogue;

import io.amphora.storage.StoragePath;
import java.util.Locale;

/**
 * What to do wrong, and when. As text: {@code deed call part}, such as {@code hang read /blobs/}.
 *
 * @param deed what
 * @param call in which call
 * @param part on paths that hold this text
 */
record Order(Deed deed, Call call, String part) {

    static Order parse(String line) {
        String[] words = line.trim().split("\\s+");
        if (words.length != 3) {
            throw new IllegalArgumentException("an order has three words: " + line);
        }
        return new Order(
                Deed.valueOf(words[0].toUpperCase(Locale.ROOT)),
                Call.valueOf(words[1].toUpperCase(Locale.ROOT)),
                words[2]);
    }

    boolean concerns(Call asked, StoragePath path) {
        return call == asked && path.toString().contains(part);
    }
}
