package dev.footnote.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class TokenizerLibraryTest {

    @TempDir
    Path temporary;

    @Test
    void theNativeFolderIsTheUsersAloneAndIsKept() throws IOException {
        Path folder = TokenizerLibrary.nativeFolder(temporary);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(TokenizerLibrary.nativeFolder(temporary)).isEqualTo(folder);
    }

    @Test
    void aFolderThatOthersMayWriteToIsNotTrusted() throws IOException {
        Path folder = TokenizerLibrary.nativeFolder(temporary);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(TokenizerLibrary.nativeFolder(temporary)).isNotEqualTo(folder);
    }

    @Test
    void aLinkIsNotTrusted() throws IOException {
        Path folder = TokenizerLibrary.nativeFolder(temporary);
        Path elsewhere = Files.move(folder, temporary.resolve("elsewhere"));
        Files.createSymbolicLink(folder, elsewhere);
        assertThat(TokenizerLibrary.nativeFolder(temporary)).isNotEqualTo(folder);
    }
}
