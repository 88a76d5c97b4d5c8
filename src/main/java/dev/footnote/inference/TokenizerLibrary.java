package dev.footnote.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Prepares the tokenizers library, before its first use, to stay offline and out of the user's home.
 *
 * <p>It unpacks its native code from its jar into a folder that it keeps: {@code ENGINE_CACHE_DIR}, as an environment variable or system
 * property, or else {@code footnote-native-USER} in the system's temporary folder.
 */
final class TokenizerLibrary {

    private static final String CACHE_FOLDER = "ENGINE_CACHE_DIR";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private TokenizerLibrary() {}

    /** Must be called before any class of the library is used; calling it again does nothing more. */
    static synchronized void prepare() {
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
        if (System.getenv(CACHE_FOLDER) == null && System.getProperty(CACHE_FOLDER) == null) {
            System.setProperty(
                    CACHE_FOLDER,
                    nativeFolder(Path.of(System.getProperty("java.io.tmpdir"))).toString());
        }
    }

    /**
     * Returns a folder under {@code temporary} that only the current user can write to. Others can write to {@code temporary} too: one
     * who made the folder first could otherwise have native code of theirs loaded.
     */
    static Path nativeFolder(Path temporary) {
        Path folder = temporary.resolve("footnote-native-" + System.getProperty("user.name"));
        try {
            if (!Files.getFileStore(temporary).supportsFileAttributeView("posix")) {
                return Files.createDirectories(folder);
            }
            try {
                return Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            } catch (FileAlreadyExistsException e) {
                return isOurs(folder) ? folder : Files.createTempDirectory(temporary, "footnote-native");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for native libraries in " + temporary, e);
        }
    }

    private static boolean isOurs(Path folder) throws IOException {
        Path probe = Files.createTempFile("footnote-owner", null);
        try {
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(probe))
                    && Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS)
                            .equals(OWNER_ONLY);
        } finally {
            Files.delete(probe);
        }
    }
}
