package io.amphora.itests.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packages by job, without cycles; classes that nobody can extend by accident. */
class PackageRulesTest {

    private static final Map<Path, JavaClasses> CLASSES = new HashMap<>();

    @BeforeAll
    static void lookAtOurClassesOnly() {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    }

    static List<Path> bundles() {
        return Bundles.folders();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void packagesOfABundleFormNoCycle(Path bundle) {
        slices().matching("io.amphora.(**)").should().beFreeOfCycles().check(classes(bundle));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void concreteClassesAreFinal(Path bundle) {
        List<String> open = classes(bundle).stream()
                .filter(type -> !type.isInterface() && !type.isAnonymousClass())
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .filter(type -> !type.getModifiers().contains(JavaModifier.FINAL))
                .filter(type -> type.getPackageName().startsWith("io.amphora"))
                .filter(type -> !type.getSimpleName().endsWith("Exception") && !type.isEnum())
                .map(JavaClass::getName)
                .toList();

        assertThat(open).isEmpty();
    }

    @Test
    void noPackageIsNamedAfterNothing() {
        for (Path bundle : bundles()) {
            assertThat(classes(bundle).stream().map(JavaClass::getPackageName))
                    .as(bundle.getFileName().toString())
                    .noneMatch(name -> name.matches(".*\\.(util|utils|impl|dto|common|helper|internal)(\\..*)?"));
        }
    }

    private static JavaClasses classes(Path bundle) {
        return CLASSES.computeIfAbsent(
                bundle, folder -> new ClassFileImporter().importPath(folder.resolve("target/classes/io")));
    }
}
