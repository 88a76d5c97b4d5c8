package dev.footnote.corpus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of documents. Each file of a kind that can be read is a document; {@code name.txt.meta.yaml} beside {@code name.txt} may tell
 * its title, link and date. Hidden files and folders are passed over, symbolic links lead nowhere outside the folder, and what is no
 * plain file is never opened. Safe for use by many threads.
 */
public final class CorpusFolder {

    /** Version of the document readers, for an index's manifest: another value means that the same file may give another text. */
    public static final String EXTRACTION = "extraction-1";

    /** The most bytes in a file that is read: 64 MiB. */
    public static final long SIZE_LIMIT = 64L * 1024 * 1024;

    private static final Logger LOGGER = LoggerFactory.getLogger(CorpusFolder.class);
    private static final Map<String, DocumentReader> READERS = readers();

    private final String collection;
    private final Path root;

    /**
     * Makes one; the folder is not looked at yet.
     *
     * @param collection the name of the collection that its documents belong to
     * @param root the folder
     */
    public CorpusFolder(String collection, Path root) {
        this.collection = collection;
        this.root = root.toAbsolutePath().normalize();
    }

    private static Map<String, DocumentReader> readers() {
        Map<String, DocumentReader> readers = new HashMap<>();
        for (DocumentReader reader : List.of(new PlainTextReader(), new MarkdownReader(), new HtmlReader())) {
            reader.extensions().forEach(extension -> readers.put(extension, reader));
        }
        return Map.copyOf(readers);
    }

    /** Returns the folder, absolute. */
    public Path root() {
        return root;
    }

    /** Returns the extensions of the files that can be read, in lower case, without the dot. */
    public static Set<String> extensions() {
        return READERS.keySet();
    }

    /**
     * Looks through the folder and the folders in it.
     *
     * @throws CorpusFolderException if the folder is missing, is no folder or cannot be read. An unmounted volume may also show as an
     *     empty folder: whoever deletes by a listing should doubt one that is suddenly empty
     */
    public Listing list() {
        return new FolderWalk(root, extensions()).walk();
    }

    /**
     * Reads a file that {@link #list} has found.
     *
     * @throws CorpusFolderException if the folder is missing by now
     */
    public ReadOutcome read(FolderFile file) {
        Path realRoot = FolderWalk.realRoot(root);
        try {
            byte[] content = SafeFile.read(realRoot, file.location(), SIZE_LIMIT);
            Extract extract = reader(file.path()).read(content);
            if (extract.text().isBlank()) {
                return new ReadOutcome.Unreadable(
                        file.path(), "It is empty: there is no text in it. Fill it, or take it out of the folder.");
            }
            List<String> warnings = new ArrayList<>(extract.warnings());
            Metadata metadata = sidecar(realRoot, file, warnings).or(extract.declared());
            return new ReadOutcome.Read(document(file.path(), metadata, extract), warnings);
        } catch (UnreadableFileException e) {
            return new ReadOutcome.Unreadable(file.path(), e.reason());
        } catch (RuntimeException | StackOverflowError e) {
            // A parser's mistake over one file must not keep the others from being read
            LOGGER.warn("Reading {} failed", file.location(), e);
            return new ReadOutcome.Unreadable(
                    file.path(),
                    "It could not be parsed as what its extension says ("
                            + e.getClass().getSimpleName()
                            + "). Save it anew in a simpler form, or report it with the file.");
        }
    }

    private static DocumentReader reader(String path) throws UnreadableFileException {
        String extension = FileName.extension(path);
        DocumentReader reader = READERS.get(extension);
        if (reader == null) {
            throw new UnreadableFileException(FolderWalk.unknownKind(extension, extensions()));
        }
        return reader;
    }

    private static Metadata sidecar(Path realRoot, FolderFile file, List<String> warnings) {
        Path location = FileName.sidecarOf(file.location());
        String name = "The sidecar " + FileName.of(location);
        if (!SafeFile.exists(location)) {
            return Metadata.NONE;
        }
        try {
            DecodedText yaml = TextDecoder.decode(SafeFile.read(realRoot, location, YamlMetadata.LONGEST));
            return new YamlMetadata(name, warnings).sidecar(TextNormalizer.normalize(yaml.text()));
        } catch (UnreadableFileException e) {
            warnings.add(name + " was passed over. " + e.reason());
            return Metadata.NONE;
        }
    }

    private Document document(String path, Metadata metadata, Extract extract) {
        String title = Stream.of(metadata.title(), firstHeading(extract), extract.fallbackTitle())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> Title.ofPath(path));
        return new Document(
                DocumentId.of(collection, path),
                collection,
                path,
                ContentHash.of(extract.text()),
                title,
                metadata.uri(),
                metadata.date(),
                extract.text(),
                extract.headings(),
                extract.markup(),
                metadata.values());
    }

    private static @Nullable String firstHeading(Extract extract) {
        for (Heading heading : extract.headings()) {
            if (heading.level() == 1) {
                return Title.clean(extract.text().substring(heading.start(), heading.end()));
            }
        }
        return null;
    }
}
