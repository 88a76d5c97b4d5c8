package dev.footnote.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Reads files that others may change, replace or remove at any moment. */
final class SafeFile {

    private SafeFile() {}

    /** Tells whether anything has the name, be it a link that leads nowhere. */
    static boolean exists(Path location) {
        return Files.exists(location, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Reads a file as a whole.
     *
     * @param realRoot what the file must lie in after all links are followed
     * @param limit the most bytes it may have
     * @throws UnreadableFileException if it is no plain file in {@code realRoot}, is too long, or changes meanwhile
     */
    static byte[] read(Path realRoot, Path location, long limit) throws UnreadableFileException {
        try {
            Path real = location.toRealPath();
            BasicFileAttributes before =
                    Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            String refusal = refusal(realRoot, real, before);
            if (refusal != null) {
                throw new UnreadableFileException(refusal);
            }
            if (before.size() > limit) {
                throw new UnreadableFileException(tooLong(before.size(), limit));
            }
            byte[] content = firstBytes(real, (int) limit + 1);
            BasicFileAttributes after =
                    Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (content.length != before.size() || !after.lastModifiedTime().equals(before.lastModifiedTime())) {
                throw new UnreadableFileException(
                        "It was being written while it was read; it will be read again with the next look at the folder.");
            }
            return content;
        } catch (NoSuchFileException e) {
            throw new UnreadableFileException("It was there when the folder was listed, but is gone now.");
        } catch (AccessDeniedException e) {
            throw new UnreadableFileException(
                    "Footnote may not read it. Give the user that Footnote runs as permission to read it.");
        } catch (IOException e) {
            throw new UnreadableFileException(
                    "The system could not read it (" + e.getMessage() + "). Check the disk and try again.");
        }
    }

    /**
     * Says why a file must not be opened; null if it may.
     *
     * @param real the file after all links are followed
     */
    static @Nullable String refusal(Path realRoot, Path real, BasicFileAttributes attributes) {
        if (!real.startsWith(realRoot)) {
            return "It is a symbolic link that leads out of the folder. Put the file itself into the folder.";
        }
        for (Path part : realRoot.relativize(real)) {
            if (part.toString().startsWith(".")) {
                return "It is a symbolic link to something hidden. Put the file itself into the folder.";
            }
        }
        if (attributes.isDirectory()) {
            return "It should be a file, but is a folder by now.";
        }
        return attributes.isRegularFile()
                ? null
                : "It should be a plain file, but is a pipe, a socket or a device. Put a plain file in its place.";
    }

    static String tooLong(long size, long limit) {
        return "It should have at most " + limit + " bytes, but has " + size + ". Split it into smaller files.";
    }

    private static byte[] firstBytes(Path location, int most) throws IOException {
        try (InputStream stream = Files.newInputStream(location, LinkOption.NOFOLLOW_LINKS)) {
            return stream.readNBytes(most);
        }
    }
}
