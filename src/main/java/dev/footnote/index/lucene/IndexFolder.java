package dev.footnote.index.lucene;

import dev.footnote.index.IndexLockedException;
import dev.footnote.index.Manifest;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory that holds the indexes:
 *
 * <pre>
 * CURRENT                        the name of the published index
 * GENERATION                     the highest number ever given to a generation
 * write.lock                     held by whoever writes
 * {manifest's fingerprint}-{n}/  an index and its manifest.properties; n keeps a name from ever meaning two indexes
 * damaged/                       what was last set aside
 * </pre>
 *
 * CURRENT is written before the index that it names receives its first document, so an index with documents and no CURRENT has lost
 * it. Everything that changes the directory is called with the lock held.
 */
final class IndexFolder {

    private static final Logger LOG = LoggerFactory.getLogger(IndexFolder.class);
    private static final Pattern INDEX_NAME = Pattern.compile("[0-9a-f]{32}-\\d+");
    private static final String DAMAGED = "damaged";

    private final Path root;
    private final Path current;
    private final Path highestGeneration;

    IndexFolder(Path root) {
        this.root = root;
        this.current = root.resolve("CURRENT");
        this.highestGeneration = root.resolve("GENERATION");
    }

    Path root() {
        return root;
    }

    Path directory(String name) {
        return root.resolve(name);
    }

    /** Returns the name of the published index; empty where none was ever published. */
    Optional<String> published() {
        try {
            String name = Files.readString(current).strip();
            if (!INDEX_NAME.matcher(name).matches()) {
                throw StorageErrors.damaged(current, "it names no index");
            }
            return Optional.of(name);
        } catch (NoSuchFileException e) {
            if (hasDocuments()) {
                throw StorageErrors.damaged(root, "there is an index, but the file CURRENT is missing");
            }
            return Optional.empty();
        } catch (CharacterCodingException e) {
            throw StorageErrors.damaged("reading CURRENT of", root, e);
        } catch (IOException e) {
            throw StorageErrors.of("reading CURRENT of", root, e);
        }
    }

    void publish(String name) throws IOException {
        DurableFile.write(current, name + "\n");
    }

    /** Returns the highest number given to a generation as far as the file tells; a lost file is made up for by the commits. */
    long highestGeneration() {
        try {
            return Long.parseLong(Files.readString(highestGeneration).strip());
        } catch (NoSuchFileException e) {
            return 0;
        } catch (CharacterCodingException | NumberFormatException e) {
            LOG.warn("{} holds no number; counting on from the last commit", highestGeneration);
            return 0;
        } catch (IOException e) {
            throw StorageErrors.of("reading GENERATION of", root, e);
        }
    }

    void recordGeneration(long generation) throws IOException {
        DurableFile.write(highestGeneration, generation + "\n");
    }

    /** Makes an empty directory for an index of the manifest and returns its name. */
    String create(Manifest manifest) throws IOException {
        String name = ManifestFile.fingerprint(manifest) + "-" + highestGeneration();
        IOUtils.rm(directory(name));
        Files.createDirectories(directory(name));
        ManifestFile.write(directory(name), manifest);
        IOUtils.fsync(root, true);
        return name;
    }

    /** Returns the unpublished index of the manifest that was begun last, if there is one. */
    Optional<String> unpublished(Manifest manifest, Optional<String> published) {
        String prefix = ManifestFile.fingerprint(manifest) + "-";
        return names().stream()
                .filter(name -> name.startsWith(prefix) && !published.equals(Optional.of(name)))
                .max((left, right) -> Long.compare(number(left), number(right)));
    }

    Lock lock() {
        try {
            Files.createDirectories(root);
            try (FSDirectory directory = FSDirectory.open(root)) {
                return directory.obtainLock("write.lock");
            }
        } catch (LockObtainFailedException e) {
            throw new IndexLockedException(
                    "The index in " + root
                            + " is being written by another Footnote process: wait until that has ended, or give"
                            + " this one a directory of its own.",
                    e);
        } catch (IOException e) {
            throw StorageErrors.of("locking", root, e);
        }
    }

    /** Deletes all indexes but those named; what cannot be deleted is left for the next time. */
    void sweep(Set<String> kept) {
        for (String name : names()) {
            if (!kept.contains(name)) {
                try {
                    IOUtils.rm(directory(name));
                } catch (IOException e) {
                    LOG.warn("Could not delete the outdated index {}", directory(name), e);
                }
            }
        }
    }

    /** Moves all indexes to {@code damaged/}, in place of what is there. */
    void setAside() throws IOException {
        Path aside = root.resolve(DAMAGED);
        IOUtils.rm(aside);
        Files.createDirectories(aside);
        if (Files.exists(current)) {
            Files.move(current, aside.resolve(current.getFileName()));
        }
        for (String name : names()) {
            Files.move(directory(name), aside.resolve(name));
        }
        IOUtils.fsync(root, true);
    }

    private boolean hasDocuments() {
        for (String name : names()) {
            // Lucene's files with documents all begin with an underscore
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory(name), "_*")) {
                if (files.iterator().hasNext()) {
                    return true;
                }
            } catch (IOException e) {
                throw StorageErrors.of("listing", root, e);
            }
        }
        return false;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (INDEX_NAME.matcher(name).matches()) {
                    names.add(name);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw StorageErrors.of("listing", root, e);
        }
        return names;
    }

    private static long number(String name) {
        return Long.parseLong(name.substring(name.indexOf('-') + 1));
    }
}
