package dev.footnote.chat;

import dev.footnote.store.PostgresqlServer;
import dev.footnote.store.Store;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresqlChatStoreTest extends ChatStoreContract {

    @RegisterExtension
    static final PostgresqlServer SERVER = new PostgresqlServer();

    @Override
    Store open() throws SQLException {
        return SERVER.open();
    }
}
