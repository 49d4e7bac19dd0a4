package io.amphora.registry.core.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amphora.registry.manifest.ContentNeed;
import io.amphora.registry.manifest.ManifestFaults;
import io.amphora.registry.manifest.ManifestPush;
import io.amphora.registry.manifest.ManifestReading;
import io.amphora.registry.manifest.ServedManifest;
import io.amphora.registry.manifest.SignedManifestFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A format of a test: a document, and behind each line break a signature. Everything is noted as it comes. */
final class LetterFormat implements SignedManifestFormat {

    static final String TYPE = "application/vnd.test.letter+json";
    static final String DOCUMENT = "{\"schemaVersion\":2,\"mediaType\":\"" + TYPE + "\"}";

    private final List<ContentNeed> needs;
    private final Runnable whileReading;

    LetterFormat() {
        this(List.of(), () -> {});
    }

    LetterFormat(List<ContentNeed> needs, Runnable whileReading) {
        this.needs = needs;
        this.whileReading = whileReading;
    }

    @Override
    public Set<String> mediaTypes() {
        return Set.of(TYPE);
    }

    @Override
    public ManifestReading read(ManifestPush push, ManifestFaults faults) throws IOException {
        whileReading.run();
        String[] lines = UTF_8.decode(push.content()).toString().split("\n");
        new StrictJson(buffer(lines[0])).next();
        List<ByteBuffer> signatures = List.of(lines).subList(1, lines.length).stream()
                .map(LetterFormat::buffer)
                .toList();
        return new ManifestReading(TYPE, buffer(lines[0]), needs, signatures);
    }

    @Override
    public List<ByteBuffer> added(List<ByteBuffer> kept, List<ByteBuffer> pushed) {
        return pushed.stream().filter(signature -> !kept.contains(signature)).toList();
    }

    @Override
    public ServedManifest serve(ByteBuffer stored, List<ByteBuffer> kept) {
        String signatures = kept.stream().map(LetterFormat::text).sorted().collect(Collectors.joining("\n"));
        return new ServedManifest(TYPE, buffer(text(stored) + "\n" + signatures));
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static String text(ByteBuffer content) {
        return UTF_8.decode(content.duplicate()).toString();
    }
}
