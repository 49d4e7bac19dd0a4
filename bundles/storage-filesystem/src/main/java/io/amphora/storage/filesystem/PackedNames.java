package io.amphora.storage.filesystem;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.amphora.storage.Page;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Names in the order of their bytes, one after the other in one array, each behind a byte with its length. Immutable. A
 * name is found by halving the offsets of every 64th one.
 */
final class PackedNames {

    private static final int STRIDE = 64;

    private final byte[] bytes;
    private final int count;

    /** Where every 64th name lies. */
    private final int[] offsets;

    private PackedNames(byte[] bytes, int count) {
        this.bytes = bytes;
        this.count = count;
        this.offsets = new int[strides(count)];
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (i % STRIDE == 0) {
                offsets[i / STRIDE] = at;
            }
            at = next(at);
        }
    }

    /** Packs names that are in order, each of the alphabet of paths and so of one byte a character. */
    static PackedNames of(List<String> sorted) {
        byte[] bytes =
                new byte[sorted.stream().mapToInt(name -> name.length() + 1).sum()];
        int at = 0;
        for (String name : sorted) {
            bytes[at] = (byte) name.length();
            System.arraycopy(name.getBytes(US_ASCII), 0, bytes, at + 1, name.length());
            at += name.length() + 1;
        }
        return new PackedNames(bytes, sorted.size());
    }

    /** All names of several, which have none in common. */
    static PackedNames merge(List<PackedNames> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        byte[] bytes =
                new byte[parts.stream().mapToInt(part -> part.bytes.length).sum()];
        PriorityQueue<Cursor> heads = new PriorityQueue<>();
        parts.stream().filter(part -> part.count > 0).forEach(part -> heads.add(new Cursor(part)));
        int at = 0;
        for (Cursor head = heads.poll(); head != null; head = heads.poll()) {
            int end = head.names.next(head.at);
            System.arraycopy(head.names.bytes, head.at, bytes, at, end - head.at);
            at += end - head.at;
            head.at = end;
            if (end < head.names.bytes.length) {
                heads.add(head);
            }
        }
        return new PackedNames(
                bytes, parts.stream().mapToInt(part -> part.count).sum());
    }

    /** How many bytes so many names with so many characters take. */
    static long size(int count, long characters) {
        return characters + count + (long) Integer.BYTES * strides(count);
    }

    /** How many bytes the names take. */
    long size() {
        return size(count, bytes.length - (long) count);
    }

    /** The names behind any text. */
    Page page(String after, int limit) {
        List<String> names = new ArrayList<>();
        int at = before(after);
        while (at < bytes.length && compare(at, after) <= 0) {
            at = next(at);
        }
        while (at < bytes.length && names.size() < limit) {
            names.add(new String(bytes, at + 1, length(at), US_ASCII));
            at = next(at);
        }
        return new Page(names, at < bytes.length);
    }

    /** Where to begin to look for what lies behind a text: at most 64 names before it. */
    private int before(String text) {
        int low = 0;
        int high = offsets.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(offsets[middle], text) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? 0 : offsets[low - 1];
    }

    private int compare(int at, String text) {
        int length = length(at);
        int common = Math.min(length, text.length());
        for (int i = 0; i < common; i++) {
            int difference = bytes[at + 1 + i] - text.charAt(i);
            if (difference != 0) {
                return difference;
            }
        }
        return length - text.length();
    }

    private static int strides(int count) {
        return (count + STRIDE - 1) / STRIDE;
    }

    private int length(int at) {
        return Byte.toUnsignedInt(bytes[at]);
    }

    private int next(int at) {
        return at + 1 + length(at);
    }

    /** Walks over the names of one part. */
    private static final class Cursor implements Comparable<Cursor> {

        private final PackedNames names;
        private int at;

        Cursor(PackedNames names) {
            this.names = names;
        }

        @Override
        public int compareTo(Cursor other) {
            return Arrays.compare(
                    names.bytes, at + 1, names.next(at), other.names.bytes, other.at + 1, other.names.next(other.at));
        }
    }
}
