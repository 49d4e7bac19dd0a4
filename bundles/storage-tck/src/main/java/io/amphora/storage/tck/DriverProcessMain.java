package io.amphora.storage.tck;

import io.amphora.storage.Mark;
import io.amphora.storage.StorageDriver;
import io.amphora.storage.StoragePath;
import io.amphora.storage.StorageWriter;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The other end of {@link DriverProcess}: does what each line of its input says, and answers with one line. */
final class DriverProcessMain {

    private final StorageDriver driver;
    private @Nullable StorageWriter open;

    private DriverProcessMain(StorageDriver driver) {
        this.driver = driver;
    }

    /** Opens a driver and obeys until the input ends. */
    public static void main(String[] args) throws Exception {
        var constructor = Class.forName(args[0]).getDeclaredConstructor();
        constructor.setAccessible(true);
        TestStore.Opener opener = (TestStore.Opener) constructor.newInstance();
        DriverProcessMain process = new DriverProcessMain(opener.open(args[1]));
        PrintStream answers =
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
        answers.println("ok ready");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.println(process.answer(line.split(" ")));
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private String answer(String[] words) {
        try {
            return "ok " + run(words);
        } catch (IOException | RuntimeException e) {
            return "no " + e.getClass().getSimpleName() + " " + e.getMessage();
        }
    }

    private String run(String[] words) throws IOException {
        switch (words[0]) {
            case "put" ->
                driver.put(path(words[1]), Bytes.random(Long.parseLong(words[2]), Integer.parseInt(words[3])));
            case "create" -> {
                return create(words[1], Integer.parseInt(words[2]), Bytes.ascii(words[3]));
            }
            case "move" -> driver.move(path(words[1]), path(words[2]));
            case "delete" -> driver.delete(List.of(path(words[1])));
            case "write" -> open = driver.write(path(words[1]), path(words[2]));
            case "resume" -> open = driver.resume(path(words[1]), mark(words[2], words[3]));
            default -> {
                return writer(words);
            }
        }
        return "";
    }

    private String writer(String[] words) throws IOException {
        StorageWriter writer = open;
        if (writer == null) {
            throw new IllegalStateException("no writer is open");
        }
        switch (words[0]) {
            case "bytes" -> Bytes.write(writer, Bytes.random(Long.parseLong(words[1]), Integer.parseInt(words[2])));
            case "checkpoint" -> {
                Mark mark = writer.checkpoint();
                return mark.offset() + " ." + HexFormat.of().formatHex(mark.state());
            }
            case "commit" -> writer.commit(path(words[1]));
            case "close" -> writer.close();
            default -> throw new IllegalArgumentException("unknown: " + words[0]);
        }
        return "";
    }

    /** Creates {@code prefix0}, {@code prefix1}…; one digit for each says whether it won. */
    private String create(String prefix, int count, byte[] content) throws IOException {
        StringBuilder won = new StringBuilder();
        for (int i = 0; i < count; i++) {
            won.append(driver.create(path(prefix + i), content) ? '1' : '0');
        }
        return won.toString();
    }

    private static StoragePath path(String text) {
        return StoragePath.parse(text);
    }

    private static Mark mark(String offset, String state) {
        return new Mark(Long.parseLong(offset), HexFormat.of().parseHex(state.substring(1)));
    }
}
