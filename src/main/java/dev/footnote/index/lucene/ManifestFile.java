package dev.footnote.index.lucene;

import dev.footnote.corpus.ContentHash;
import dev.footnote.index.Manifest;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** Keeps a {@link Manifest} beside the index it describes, readable whatever becomes of the index's own format. */
final class ManifestFile {

    private static final String NAME = "manifest.properties";

    private static final int FINGERPRINT_LENGTH = 32;

    private ManifestFile() {}

    /** Returns what directories of the manifest's indexes are named by: 32 hexadecimal digits that any change of the manifest changes. */
    static String fingerprint(Manifest manifest) {
        String described = List.of(
                        String.valueOf(manifest.schema()),
                        manifest.encoderId(),
                        manifest.encoderHash(),
                        String.valueOf(manifest.dimension()),
                        manifest.splitter(),
                        manifest.analyzer(),
                        manifest.extraction())
                .stream()
                .map(value -> value.length() + ":" + value)
                .collect(Collectors.joining("\n"));
        return ContentHash.of(described).substring(0, FINGERPRINT_LENGTH);
    }

    static void write(Path directory, Manifest manifest) throws IOException {
        Properties values = new Properties();
        values.setProperty("schema", String.valueOf(manifest.schema()));
        values.setProperty("encoder-id", manifest.encoderId());
        values.setProperty("encoder-hash", manifest.encoderHash());
        values.setProperty("dimension", String.valueOf(manifest.dimension()));
        values.setProperty("splitter", manifest.splitter());
        values.setProperty("analyzer", manifest.analyzer());
        values.setProperty("extraction", manifest.extraction());
        StringWriter text = new StringWriter();
        values.store(text, "What this index was made with");
        DurableFile.write(directory.resolve(NAME), text.toString());
    }

    /** @throws dev.footnote.index.IndexDamagedException if the manifest is not the one that the directory was made for */
    static Manifest read(Path directory) {
        Path file = directory.resolve(NAME);
        Properties values = new Properties();
        try (Reader text = new StringReader(Files.readString(file))) {
            values.load(text);
            Manifest manifest = new Manifest(
                    Integer.parseInt(values.getProperty("schema", "")),
                    values.getProperty("encoder-id", ""),
                    values.getProperty("encoder-hash", ""),
                    Integer.parseInt(values.getProperty("dimension", "")),
                    values.getProperty("splitter", ""),
                    values.getProperty("analyzer", ""),
                    values.getProperty("extraction", ""));
            if (!directory.getFileName().toString().startsWith(fingerprint(manifest) + "-")) {
                throw StorageErrors.damaged(file, "its values are not those that its directory is named after");
            }
            return manifest;
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw StorageErrors.damaged("reading the manifest of", directory, e);
        } catch (IOException e) {
            throw StorageErrors.of("reading the manifest of", directory, e);
        }
    }
}
