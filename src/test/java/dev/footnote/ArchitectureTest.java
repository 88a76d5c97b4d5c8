package dev.footnote;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the code to the package table of ARCHITECTURE.md: the table is read from the page itself, so that the two cannot part. */
class ArchitectureTest {

    private static final String ROOT = "dev.footnote";
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.]+)` \\| [^|]+ \\| ([^|]+) \\|$");
    private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");

    @TestFactory
    Stream<DynamicTest> eachPackageUsesOnlyWhatTheTableAllows() throws IOException {
        Map<String, List<String>> table = packageTable();
        assertThat(table).hasSizeGreaterThan(8);
        return table.entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(row.getKey(), () -> {
                    String[] allowed = Stream.concat(Stream.of(row.getKey()), row.getValue().stream())
                            .map(name -> ROOT + "." + name + "..")
                            .toArray(String[]::new);
                    ArchRule rule = classes()
                            .that(resideInAPackage(ROOT + "." + row.getKey() + ".."))
                            .should()
                            .onlyDependOnClassesThat(resideInAPackage(ROOT)
                                    .or(resideInAnyPackage(allowed))
                                    .or(not(resideInAPackage(ROOT + ".."))));
                    rule.check(CODE);
                }));
    }

    @Test
    void everyPackageStandsInTheTable() throws IOException {
        List<String> packages = CODE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1).replaceAll("\\..*", ""))
                .distinct()
                .toList();
        assertThat(packageTable().keySet()).containsExactlyInAnyOrderElementsOf(packages);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void librariesAreConfinedToTheirPackages() {
        confine("inference", "ai.onnxruntime..", "ai.djl..");
        confine("index.lucene", "org.apache.lucene.index..", "org.apache.lucene.search..", "org.apache.lucene.store..");
        confine("store", "com.zaxxer.hikari..", "org.flywaydb..", "org.sqlite..", "org.postgresql..");
        confine(List.of("web", "chat"), "io.micronaut.http..");
        confine("web", "io.micronaut.management..");
        confine(List.of("generation", "chat"), "java.net.http..");
        confine(
                "generation",
                "io.github.resilience4j..",
                "dev.langchain4j.model.openai..",
                "dev.langchain4j.model.anthropic..",
                "dev.langchain4j.model.googleai..",
                "dev.langchain4j.http..");
    }

    @Test
    void everyPackageHasAPackageInfoThatBeginsWithItsPurpose() {
        List<String> packages = CODE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.contains("$"))
                .distinct()
                .toList();
        assertThat(packages)
                .allSatisfy(name -> assertThat(Path.of("src/main/java", name.replace('.', '/'), "package-info.java"))
                        .exists());
    }

    private static void confine(String owner, String... libraries) {
        confine(List.of(owner), libraries);
    }

    private static void confine(List<String> owners, String... libraries) {
        String[] packages =
                owners.stream().map(owner -> ROOT + "." + owner + "..").toArray(String[]::new);
        noClasses()
                .that(not(resideInAnyPackage(packages)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(libraries))
                .check(CODE);
    }

    private static Map<String, List<String>> packageTable() throws IOException {
        Map<String, List<String>> table = new TreeMap<>();
        for (MatchResult row : ROW.matcher(Files.readString(Path.of("ARCHITECTURE.md")))
                .results()
                .toList()) {
            table.put(
                    row.group(1),
                    NAME.matcher(row.group(2))
                            .results()
                            .map(name -> name.group(1))
                            .toList());
        }
        return table;
    }
}
