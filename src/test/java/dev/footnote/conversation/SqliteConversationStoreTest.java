package dev.footnote.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.footnote.store.Store;
import dev.footnote.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteConversationStoreTest extends ConversationStoreContract {

    @TempDir
    private Path folder;

    private int opened;

    @Override
    Store open() {
        opened++;
        return Store.sqlite(folder.resolve("data-" + opened));
    }

    @Test
    void aDamagedFileIsAnErrorAndStaysAsItIs() throws IOException {
        Path data = Files.createDirectories(folder.resolve("damaged"));
        byte[] garbage = new byte[10_000];
        new Random(7).nextBytes(garbage);
        Files.write(data.resolve("footnote.db"), garbage);
        assertThatThrownBy(() -> Store.sqlite(data))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("footnote.db");
        assertThat(Files.readAllBytes(data.resolve("footnote.db"))).isEqualTo(garbage);
    }

    @Test
    void aFolderThatIsAFileIsAnError() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> Store.sqlite(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("file");
    }
}
