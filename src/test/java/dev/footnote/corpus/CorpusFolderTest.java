package dev.footnote.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CorpusFolderTest {

    @TempDir
    Path root;

    private Path write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    /** Resolves a name in UTF-8 whatever the locale. */
    private Path utf8(String name) {
        StringBuilder escaped = new StringBuilder(root.toUri().toString());
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            escaped.append('%').append(String.format("%02X", Byte.toUnsignedInt(b)));
        }
        return Path.of(URI.create(escaped.toString()));
    }

    private CorpusFolder folder() {
        return new CorpusFolder("default", root);
    }

    private List<String> paths() {
        return folder().list().files().stream().map(FolderFile::path).toList();
    }

    private String problem(String path) {
        return folder().list().problems().stream()
                .filter(problem -> problem.path().equals(path))
                .map(FolderProblem::reason)
                .findFirst()
                .orElse("none");
    }

    private ReadOutcome read(String path) {
        FolderFile file = folder().list().files().stream()
                .filter(candidate -> candidate.path().equals(path))
                .findFirst()
                .orElseThrow();
        return folder().read(file);
    }

    private Document document(String path) {
        return ((ReadOutcome.Read) read(path)).document();
    }

    private String reason(String path) {
        return ((ReadOutcome.Unreadable) read(path)).reason();
    }

    @Test
    void theSeedIsReadToTheLetter() throws IOException {
        CorpusFolder seeds = new CorpusFolder("default", Path.of("seeds"));
        Listing listing = seeds.list();
        assertThat(listing.problems()).isEmpty();
        assertThat(listing.files()).extracting(FolderFile::path).containsExactly(SampleFiles.SEED);
        ReadOutcome.Read outcome = (ReadOutcome.Read) seeds.read(listing.files().getFirst());
        assertThat(outcome.warnings()).isEmpty();
        Document document = outcome.document();
        assertThat(document.text().getBytes(StandardCharsets.UTF_8))
                .isEqualTo(Files.readAllBytes(Path.of("seeds", SampleFiles.SEED)));
        assertThat(document.title()).isEqualTo("New Zealand\u2013United States relations");
        assertThat(document.uri())
                .isEqualTo("https://en.wikipedia.org/wiki/New_Zealand%E2%80%93United_States_relations");
        assertThat(document.date()).isNull();
        assertThat(document.id()).isEqualTo(DocumentId.of("default", SampleFiles.SEED));
        assertThat(document.contentHash()).isEqualTo(ContentHash.of(document.text()));
    }

    @Test
    void filesAreListedByPathAndHiddenOnesPassedOver() throws IOException {
        write("b.txt", "x");
        write("a/c.MD", "x");
        write("a/.hidden.txt", "x");
        write(".git/x.txt", "x");
        write("a.txt", "x");
        write("a.txt.meta.yaml", "title: T");
        write("z.xyz", "x");
        write("README", "x");
        assertThat(paths()).containsExactly("a.txt", "a/c.MD", "b.txt");
        assertThat(problem("z.xyz")).startsWith("Kind not read yet: .xyz; read are .htm, .html");
        assertThat(problem("README")).startsWith("It has no extension");
        assertThat(folder().list().problems()).hasSize(2);
    }

    @Test
    void aRootThatIsNoFolderIsAnErrorNotAnEmptyFolder() throws IOException {
        Path file = write("a.txt", "x");
        assertThatThrownBy(() -> new CorpusFolder("default", file).list())
                .isInstanceOf(CorpusFolderException.class)
                .hasMessageContaining("is a file");
        Path missing = root.resolve("missing");
        assertThatThrownBy(() -> new CorpusFolder("default", missing).list())
                .isInstanceOf(CorpusFolderException.class)
                .hasMessageContaining("nothing is there");
        FolderFile listed = folder().list().files().getFirst();
        assertThatThrownBy(() -> new CorpusFolder("default", missing).read(listed))
                .isInstanceOf(CorpusFolderException.class);
    }

    @Test
    void emptyBinaryAndOversizedFilesAreUnreadable() throws IOException {
        write("empty.txt", "");
        write("blank.md", " \n\t\r\n");
        write("binary.txt", "a\0b\1c");
        write("big.txt", "");
        try (RandomAccessFile big = new RandomAccessFile(root.resolve("big.txt").toFile(), "rw")) {
            big.setLength(CorpusFolder.SIZE_LIMIT + 1);
        }
        assertThat(reason("empty.txt")).contains("is empty");
        assertThat(reason("blank.md")).contains("is empty");
        assertThat(reason("binary.txt")).contains("looks binary");
        assertThat(reason("big.txt")).contains("at most 67108864 bytes, but has 67108865");
    }

    @Test
    void filesThatVanishOrTurnIntoFoldersAreUnreadable() throws IOException {
        Path file = write("a.txt", "x");
        FolderFile listed = folder().list().files().getFirst();
        Files.delete(file);
        assertThat(folder().read(listed)).asString().contains("gone now");
        Files.createDirectory(file);
        assertThat(folder().read(listed)).asString().contains("is a folder by now");
    }

    @Test
    void pipesAreNeverOpened() throws IOException, InterruptedException {
        Path pipe = root.resolve("pipe.txt");
        makePipe(pipe);
        assertThat(paths()).isEmpty();
        assertThat(problem("pipe.txt")).contains("a pipe, a socket or a device");
        FolderFile replaced = new FolderFile("pipe.txt", 1, "", pipe);
        assertThat(folder().read(replaced)).asString().contains("a pipe, a socket or a device");
        Path file = write("b.txt", "words");
        makePipe(FileName.sidecarOf(file));
        assertThat(((ReadOutcome.Read) read("b.txt")).warnings())
                .singleElement()
                .asString()
                .contains("a pipe");
    }

    private static void makePipe(Path pipe) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder("mkfifo", pipe.toString()).start();
        } catch (IOException e) {
            assumeTrue(false, "there is no mkfifo");
            return;
        }
        assumeTrue(process.waitFor() == 0, "mkfifo failed");
    }

    @Test
    void linksLeadNowhereOutsideAndEnd(@TempDir Path elsewhere) throws IOException {
        Path secret = Files.writeString(elsewhere.resolve("secret.txt"), "secret");
        write("sub/a.txt", "x");
        write(".hidden/h.txt", "x");
        link("out.txt", secret);
        link("outdir", elsewhere);
        link("sub/loop", root);
        link("self.txt", root.resolve("self.txt"));
        link("broken.txt", root.resolve("nothing.txt"));
        link("hidden.txt", root.resolve(".hidden/h.txt"));
        link("inside.txt", root.resolve("sub/a.txt"));
        assertThat(paths()).containsExactly("inside.txt", "sub/a.txt");
        assertThat(problem("out.txt")).contains("leads out of the folder");
        assertThat(problem("outdir")).contains("link to a folder");
        assertThat(problem("sub/loop")).contains("link to a folder");
        assertThat(problem("self.txt")).contains("circle");
        assertThat(problem("broken.txt")).contains("leads nowhere");
        assertThat(problem("hidden.txt")).contains("something hidden");
        assertThat(document("inside.txt").text()).isEqualTo("x");
        FolderFile swapped = new FolderFile("out.txt", 1, "", root.resolve("out.txt"));
        assertThat(folder().read(swapped)).asString().contains("leads out of the folder");
        link("inside.txt.meta.yaml", secret);
        assertThat(((ReadOutcome.Read) read("inside.txt")).warnings())
                .singleElement()
                .asString()
                .contains("leads out");
    }

    private void link(String path, Path target) throws IOException {
        Files.createSymbolicLink(root.resolve(path), target);
    }

    @Test
    void aLinkedRootIsFollowed(@TempDir Path elsewhere) throws IOException {
        write("a.txt", "x");
        Path link = Files.createSymbolicLink(elsewhere.resolve("link"), root);
        CorpusFolder linked = new CorpusFolder("default", link);
        assertThat(linked.read(linked.list().files().getFirst())).isInstanceOf(ReadOutcome.Read.class);
    }

    @Test
    void whatMayNotBeReadIsNotTakenAsDeleted() throws IOException {
        Path file = write("a.txt", "x");
        Path inside = write("closed/b.txt", "x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(inside.getParent(), PosixFilePermissions.fromString("---------"));
        try {
            assumeFalse(Files.isReadable(file), "root may read everything");
            assertThat(reason("a.txt")).contains("may not read it");
            assertThat(problem("closed")).contains("may not read it");
            assertThat(folder().list().mayHold("closed/b.txt")).isTrue();
            assertThat(folder().list().mayHold("other/b.txt")).isFalse();
        } finally {
            Files.setPosixFilePermissions(inside.getParent(), PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aListingKnowsWhatItCouldNotSee() {
        Listing listing = new Listing(List.of(), List.of(), java.util.Set.of("a/b", "c.txt"));
        assertThat(listing.mayHold("a/b/c/d.txt")).isTrue();
        assertThat(listing.mayHold("c.txt")).isTrue();
        assertThat(listing.mayHold("a/bc.txt")).isFalse();
        assertThat(listing.mayHold("a")).isFalse();
    }

    @Test
    void namesAreReadInNfcWhateverTheLocale() throws IOException {
        String composed = "caf\u00E9.txt";
        Files.writeString(utf8("cafe\u0301.txt"), "decomposed");
        assertThat(paths()).containsExactly(composed);
        assertThat(document(composed).text()).isEqualTo("decomposed");
        assertThat(document(composed).title()).isEqualTo("caf\u00E9");
        Files.writeString(utf8("cafe\u0301.txt.meta.yaml"), "title: Coffee");
        assertThat(document(composed).title()).isEqualTo("Coffee");
        Files.writeString(utf8(composed), "composed");
        assertThat(paths()).containsExactly(composed);
        assertThat(problem(composed)).contains("same name");
    }

    @Test
    void strangeNamesAreReadOrReported() throws IOException {
        Files.writeString(root.resolve("n".repeat(251) + ".txt"), "x");
        Files.writeString(utf8("\u00E9".repeat(125) + ".txt"), "x");
        Files.writeString(utf8("line\nend \u202Etxt.txt"), "x");
        Files.writeString(root.resolve("-rf %41 ~.txt"), "x");
        Files.writeString(Path.of(URI.create(root.toUri() + "%FF%FE.txt")), "x");
        Listing listing = folder().list();
        assertThat(listing.files()).hasSize(4);
        assertThat(listing.problems()).singleElement().asString().contains("should be UTF-8");
        assertThat(listing.files())
                .allSatisfy(file -> assertThat(folder().read(file)).isInstanceOf(ReadOutcome.Read.class));
        assertThat(document("line\nend \u202Etxt.txt").title()).isEqualTo("line end txt");
        assertThat(document("-rf %41 ~.txt").title()).isEqualTo("rf %41 ~");
    }

    @Test
    void titlesComeFromTheBestSource() throws IOException {
        write("my_file-name.txt", "words");
        assertThat(document("my_file-name.txt").title()).isEqualTo("my file name");
        write("a.html", "<title>Low</title><p>x");
        assertThat(document("a.html").title()).isEqualTo("Low");
        write("a.html", "<title>Low</title><h1>High</h1><p>x");
        assertThat(document("a.html").title()).isEqualTo("High");
        write("a.md", "# Heading\n\nx");
        assertThat(document("a.md").title()).isEqualTo("Heading");
        write("a.md", "---\ntitle: Front\ndate: 2020-01-01\n---\n# Heading\n\nx");
        assertThat(document("a.md").title()).isEqualTo("Front");
        write("a.md.meta.yaml", "title: Side\n");
        assertThat(document("a.md").title()).isEqualTo("Side");
        assertThat(document("a.md").date()).isEqualTo(LocalDate.of(2020, 1, 1));
    }

    @Test
    void mistakesInASidecarAreReportedAndTheDocumentIsRead() throws IOException {
        write("a.txt", "words");
        write("a.txt.meta.yaml", "titel: T\nlink: javascript:alert(1)\ndate: yesterday\n");
        ReadOutcome.Read outcome = (ReadOutcome.Read) read("a.txt");
        assertThat(outcome.document().title()).isEqualTo("a");
        assertThat(outcome.document().uri()).isNull();
        assertThat(outcome.warnings())
                .hasSize(2)
                .allSatisfy(warning -> assertThat(warning).startsWith("The sidecar a.txt.meta.yaml"));
        assertThat(outcome.document().metadata()).containsExactly(Map.entry("titel", List.of("T")));
        write("a.txt.meta.yaml", "title: [");
        assertThat(((ReadOutcome.Read) read("a.txt")).warnings())
                .singleElement()
                .asString()
                .contains("not valid YAML");
        write("a.txt.meta.yaml", "just words");
        assertThat(((ReadOutcome.Read) read("a.txt")).warnings())
                .singleElement()
                .asString()
                .contains("title: My title");
        write("a.txt.meta.yaml", "!!javax.script.ScriptEngineManager [x]");
        assertThat(((ReadOutcome.Read) read("a.txt")).warnings()).hasSize(1);
    }

    @Test
    void theStampTellsOfChangesToFileAndSidecar() throws IOException {
        write("a.txt", "words");
        String first = folder().list().files().getFirst().stamp();
        assertThat(folder().list().files().getFirst().stamp()).isEqualTo(first);
        write("a.txt.meta.yaml", "title: T");
        String second = folder().list().files().getFirst().stamp();
        assertThat(second).isNotEqualTo(first);
        write("a.txt", "more words");
        assertThat(folder().list().files().getFirst().stamp()).isNotEqualTo(second);
    }

    @Test
    void deepFoldersAreWalked() throws IOException {
        Path deep = root;
        for (int i = 0; i < 300; i++) {
            deep = deep.resolve("d");
        }
        Files.createDirectories(deep);
        Files.writeString(deep.resolve("a.txt"), "x");
        assertThat(paths()).hasSize(1);
    }
}
