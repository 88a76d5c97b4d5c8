package dev.footnote.chat;

import dev.footnote.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteChatStoreTest extends ChatStoreContract {

    @TempDir
    private Path folder;

    @Override
    Store open() {
        return Store.sqlite(folder);
    }
}
