package io.amphora.itests.heap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A heap dump of a Java machine (HPROF 1.0.2, 64 bit, below 2 GiB): who refers to whom, and what the roots are. */
public final class HeapDump {

    private static final int ID = 8;
    private static final int OBJECT = 2;
    /** By type: 4 boolean, 5 char, 6 float, 7 double, 8 byte, 9 short, 10 int, 11 long. */
    private static final int[] SIZES = {0, 0, ID, 0, 1, 2, 4, 8, 1, 2, 4, 8};

    /** A class: its fields in the order in which instances hold them, and what it refers to itself. */
    private record Type(long parent, List<Field> fields, Map<Long, String> references) {}

    private record Field(String name, int type) {}

    private final ByteBuffer dump;
    private final Map<Long, String> texts = new HashMap<>();
    private final Map<Long, String> names = new HashMap<>();
    private final Map<Long, Type> types = new HashMap<>();
    /** Where the record of an object begins, by the object. */
    private final Map<Long, Integer> objects = new HashMap<>();

    private final Map<Long, String> roots = new LinkedHashMap<>();

    private HeapDump(ByteBuffer dump) {
        this.dump = dump;
    }

    /** Reads one. */
    public static HeapDump read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            HeapDump heap = new HeapDump(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
            heap.records();
            return heap;
        }
    }

    private void records() {
        while (dump.get() != 0) {
            // The name of the format ends with a zero.
        }
        dump.position(dump.position() + Integer.BYTES + Long.BYTES);
        while (dump.hasRemaining()) {
            int tag = dump.get();
            dump.getInt();
            int end = Math.addExact(dump.getInt(), dump.position());
            switch (tag) {
                case 0x01 -> texts.put(dump.getLong(), text(end));
                case 0x02 -> {
                    dump.getInt();
                    long type = dump.getLong();
                    dump.getInt();
                    names.put(type, texts.get(dump.getLong()).replace('/', '.'));
                }
                case 0x0C, 0x1C -> segment(end);
                default -> {}
            }
            dump.position(end);
        }
    }

    private String text(int end) {
        byte[] bytes = new byte[end - dump.position()];
        dump.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void segment(int end) {
        while (dump.position() < end) {
            int start = dump.position();
            int tag = dump.get() & 0xFF;
            long id = dump.getLong();
            switch (tag) {
                case 0x01 -> root(id, "JNI global", ID);
                case 0x02 -> root(id, "JNI local", 8);
                case 0x03 -> root(id, "stack", 8);
                case 0x04 -> root(id, "native stack", 4);
                case 0x05 -> root(id, "system class", 0);
                case 0x06 -> root(id, "thread block", 4);
                case 0x07 -> root(id, "monitor", 0);
                case 0x08 -> root(id, "thread", 8);
                case 0x20 -> type(id);
                case 0x21 -> {
                    objects.put(id, start);
                    dump.position(start + 1 + ID + 4 + ID);
                    skip(dump.getInt());
                }
                case 0x22 -> {
                    objects.put(id, start);
                    dump.getInt();
                    skip(ID + dump.getInt() * ID);
                }
                case 0x23 -> {
                    dump.getInt();
                    int count = dump.getInt();
                    skip(count * SIZES[dump.get()]);
                }
                default -> root(id, "other", 0);
            }
        }
    }

    private void root(long id, String kind, int more) {
        roots.putIfAbsent(id, kind);
        skip(more);
    }

    private void skip(int bytes) {
        dump.position(dump.position() + bytes);
    }

    private void type(long id) {
        dump.getInt();
        long parent = dump.getLong();
        Map<Long, String> references = new LinkedHashMap<>();
        references.put(dump.getLong(), "its loader");
        skip(4 * ID + 4);
        for (int left = dump.getShort(); left > 0; left--) {
            dump.getShort();
            skip(SIZES[dump.get()]);
        }
        for (int left = dump.getShort(); left > 0; left--) {
            String name = "static " + texts.get(dump.getLong());
            int type = dump.get();
            if (type == OBJECT) {
                references.put(dump.getLong(), name);
            } else {
                skip(SIZES[type]);
            }
        }
        List<Field> fields = new ArrayList<>();
        for (int left = dump.getShort(); left > 0; left--) {
            fields.add(new Field(texts.get(dump.getLong()), dump.get()));
        }
        types.put(id, new Type(parent, fields, references));
    }

    /** The roots, with what kind of root each is. */
    Map<Long, String> roots() {
        return roots;
    }

    /** What an object is: the name of its class, or of itself. */
    String describe(long object) {
        return types.containsKey(object) ? "class " + names.get(object) : names.getOrDefault(typeOf(object), "?");
    }

    private long typeOf(long object) {
        Integer start = objects.get(object);
        if (start == null) {
            return 0;
        }
        boolean array = dump.get(start) == 0x22;
        return dump.getLong(start + 1 + ID + (array ? 8 : 4));
    }

    /** What an object refers to, and by which field; weak references are left out. */
    Map<Long, String> references(long object) {
        if (types.containsKey(object)) {
            return types.get(object).references();
        }
        Integer start = objects.get(object);
        if (start == null) {
            return Map.of();
        }
        return dump.get(start) == 0x22 ? elements(start) : fields(object, start);
    }

    private Map<Long, String> elements(int start) {
        Map<Long, String> found = new LinkedHashMap<>();
        int count = dump.getInt(start + 1 + ID + 4);
        for (int i = 0; i < count; i++) {
            found.put(dump.getLong(start + 1 + ID + 8 + ID + i * ID), "[" + i + "]");
        }
        return found;
    }

    private Map<Long, String> fields(long object, int start) {
        Map<Long, String> found = new LinkedHashMap<>();
        found.put(typeOf(object), "its class");
        int at = start + 1 + ID + 4 + ID + 4;
        for (Type type = types.get(typeOf(object)); type != null; type = types.get(type.parent())) {
            for (Field field : type.fields()) {
                if (field.type() == OBJECT && !field.name().equals("referent")) {
                    found.putIfAbsent(dump.getLong(at), field.name());
                }
                at += SIZES[field.type()];
            }
        }
        return found;
    }
}
