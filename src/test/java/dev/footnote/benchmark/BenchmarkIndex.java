package dev.footnote.benchmark;

import dev.footnote.corpus.Document;
import dev.footnote.corpus.PassageSplitter;
import dev.footnote.corpus.PassageSplitterConfiguration;
import dev.footnote.index.Manifest;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.lucene.FootnoteAnalyzer;
import dev.footnote.index.lucene.LucenePassageIndex;
import dev.footnote.inference.Encoder;
import dev.footnote.sync.DocumentIndexing;
import dev.footnote.sync.IndexingForBenchmarks;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * An index that is built once, by the product's own indexing, and then kept. A file beside it says what it was built from; to build it
 * anew, delete the folder.
 */
final class BenchmarkIndex {

    private static final PassageSplitter SPLITTER = new PassageSplitter(PassageSplitterConfiguration.DEFAULT);

    private final Path folder;
    private final Manifest manifest;

    BenchmarkIndex(Path folder, Encoder encoder) {
        this.folder = folder;
        this.manifest = new Manifest(
                LucenePassageIndex.SCHEMA,
                encoder.id(),
                encoder.hash(),
                encoder.dimension(),
                SPLITTER.version(),
                FootnoteAnalyzer.VERSION,
                "benchmark");
    }

    /** Returns the folder of the index itself. */
    Path index() {
        return folder.resolve("index");
    }

    PassageIndex open() {
        return LucenePassageIndex.open(index(), manifest);
    }

    /** Returns the product's indexing into the index. */
    static DocumentIndexing indexing(PassageIndex index, Encoder encoder) {
        return IndexingForBenchmarks.of(SPLITTER, encoder, index);
    }

    /** Returns the first documents of the pages that hold so many passages. */
    static List<Document> documents(Pages pages, int passages) {
        return pages.holding(passages, SPLITTER);
    }

    /** Returns those documents all of whose passages have their real vectors in a cache. */
    static List<Document> encoded(List<Document> documents, CachedVectors cached) {
        return documents.stream()
                .filter(document -> SPLITTER.split(document).stream()
                        .allMatch(passage -> cached.of(IndexingForBenchmarks.input(document, passage)) != null))
                .toList();
    }

    /** Builds the index unless there is one already. Returns what it was built from, for people. */
    String build(Supplier<List<Document>> corpus, String source, Encoder model, CachedVectors cached)
            throws IOException, InterruptedException {
        Path description = folder.resolve("built-from.txt");
        if (Files.exists(description)) {
            return Files.readString(description).strip();
        }
        delete(folder);
        Files.createDirectories(folder);
        List<Document> documents = corpus.get();
        MixedVectors encoder = new MixedVectors(model, cached);
        long begun = System.nanoTime();
        try (PassageIndex index = open()) {
            indexing(index, encoder).index(documents, done -> {
                if (done % 10_000 == 0) {
                    System.err.printf(Locale.ROOT, "  %,d of %,d documents%n", done, documents.size());
                }
            });
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        String built = String.format(
                Locale.ROOT,
                "%,d passages (%,d with their real vectors, %,d with mixed ones) of %,d documents from %s, in %.0f s (%.0f passages/s, no encoding)",
                encoder.real() + encoder.mixed(),
                encoder.real(),
                encoder.mixed(),
                documents.size(),
                source,
                seconds,
                (encoder.real() + encoder.mixed()) / seconds);
        Files.writeString(description, built + "\n");
        return built;
    }

    /** Makes a copy to write to. Segments are never changed once they are written, so they are shared. */
    BenchmarkIndex copy(Path target, Encoder encoder) throws IOException {
        BenchmarkIndex copy = new BenchmarkIndex(target, encoder);
        delete(target);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(index())) {
            files = new ArrayList<>(walk.filter(Files::isRegularFile).toList());
        }
        for (Path file : files) {
            Path place = copy.index().resolve(index().relativize(file).toString());
            Files.createDirectories(place.getParent());
            if (file.getFileName().toString().startsWith("_")) {
                Files.createLink(place, file);
            } else {
                Files.copy(file, place);
            }
        }
        return copy;
    }

    /** Returns the size of the index on disk, in bytes. */
    long size() throws IOException {
        try (Stream<Path> walk = Files.walk(index())) {
            return walk.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
