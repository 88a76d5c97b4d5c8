package dev.footnote.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file of a model and what it must hold.
 *
 * @param path where it is
 * @param sha256 the SHA-256 of its content, 64 lower-case hexadecimal digits
 */
public record ModelFile(Path path, String sha256) {

    /**
     * Reads the file once and checks it: no native code may see bytes that were not checked, since a damaged model can end the process.
     *
     * @return the bytes that were checked
     * @throws ModelException if the file is missing, cannot be read or holds something else
     */
    byte[] read() {
        byte[] content = content(path);
        String found = sha256(content);
        if (!found.equals(sha256)) {
            throw new ModelException(
                    path + ": expected the SHA-256 " + sha256 + ", found " + found + " (" + content.length
                            + " bytes). Either the file is damaged, and must be fetched again, or it was changed on purpose, and the"
                            + " model.yml beside it must be given the new value.");
        }
        return content;
    }

    static byte[] content(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new ModelException(
                    path + ": expected a file of the model, found none. The build unpacks the encoder that comes with"
                            + " Footnote: run `mvn process-resources`. For a model of your own, put the file there.",
                    e);
        } catch (IOException e) {
            throw new ModelException(path + ": expected a readable file, found: " + e, e);
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
