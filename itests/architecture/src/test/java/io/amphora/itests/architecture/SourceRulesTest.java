package io.amphora.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What no source file of this repository holds. */
class SourceRulesTest {

    private static final int MOST_LINES = 400;
    private static final Pattern OUTPUT = Pattern.compile("System\\.(out|err)\\.|printStackTrace\\(\\)");
    private static final Pattern SLEEP = Pattern.compile("Thread\\s*\\.\\s*sleep");
    private static final Pattern LEFT_OVER = Pattern.compile("\\b(TODO|FIXME|XXX)\\b|@Disabled|@Ignore");
    private static final Pattern ASSUMPTION = Pattern.compile("assumeTrue|assumeThat|Assume\\.");
    private static final Pattern EMPTY_NAME = Pattern.compile("(Manager|Helper|Utils?|Impl)\\.java");

    @Test
    void noFileIsLongerThanItCanBeRead() throws IOException {
        assertThat(offenders("", (file, lines) -> lines.size() > MOST_LINES)).isEmpty();
    }

    @Test
    void bundlesLogInsteadOfPrinting() throws IOException {
        assertThat(offenders("bundles", (file, lines) -> isMain(file) && anyMatch(lines, OUTPUT)))
                .isEmpty();
    }

    @Test
    void neitherBundlesNorTestsSleep() throws IOException {
        assertThat(offenders("bundles", (file, lines) -> anyMatch(lines, SLEEP)))
                .isEmpty();
        assertThat(offenders("itests", (file, lines) -> anyMatch(lines, SLEEP))).isEmpty();
    }

    @Test
    void nothingIsLeftUndoneOrSkipped() throws IOException {
        assertThat(offenders("", (file, lines) -> anyMatch(lines, LEFT_OVER))).isEmpty();
    }

    /** But for the contract suite, which asks a store how much it takes. */
    @Test
    void nothingIsAssumedAway() throws IOException {
        assertThat(offenders(
                        "", (file, lines) -> !file.toString().contains("storage-tck") && anyMatch(lines, ASSUMPTION)))
                .isEmpty();
    }

    @Test
    void namesSaySomething() throws IOException {
        assertThat(offenders("", (file, lines) -> EMPTY_NAME
                        .matcher(file.getFileName().toString())
                        .find()))
                .isEmpty();
    }

    @Test
    void everyMainPackageIsNullMarked() throws IOException {
        assertThat(offenders(
                        "bundles",
                        (file, lines) -> isMain(file) && !Files.exists(file.resolveSibling("package-info.java"))))
                .isEmpty();
    }

    private static boolean isMain(Path file) {
        return file.toString().contains("/src/main/");
    }

    private static boolean anyMatch(List<String> lines, Pattern pattern) {
        return lines.stream().anyMatch(line -> pattern.matcher(line).find());
    }

    private static List<String> offenders(String folder, BiPredicate<Path, List<String>> isOne) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources(Bundles.CHECKOUT.resolve(folder))) {
            if (isOne.test(file, Files.readAllLines(file))) {
                found.add(Bundles.CHECKOUT.relativize(file).toString());
            }
        }
        return found;
    }

    /** The Java files below a folder; what builds leave changes while one looks, so their folders are not entered. */
    private static List<Path> sources(Path root) throws IOException {
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return folder.endsWith("target") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (isSource(file)) {
                    sources.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }

    private static boolean isSource(Path file) {
        String path = file.toString();
        return path.endsWith(".java") && path.contains("/src/") && !path.endsWith("SourceRulesTest.java");
    }
}
