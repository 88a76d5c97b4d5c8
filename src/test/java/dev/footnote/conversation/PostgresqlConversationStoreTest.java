package dev.footnote.conversation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.footnote.store.PostgresqlServer;
import dev.footnote.store.Store;
import dev.footnote.store.StoreConfiguration;
import dev.footnote.store.StoreException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresqlConversationStoreTest extends ConversationStoreContract {

    @RegisterExtension
    static final PostgresqlServer SERVER = new PostgresqlServer();

    @Override
    Store open() throws SQLException {
        return SERVER.open();
    }

    @Test
    void aServerThatIsNotThereIsAnErrorThatNamesNoPassword() {
        assertThatThrownBy(() -> Store.postgresql(new StoreConfiguration(
                        "jdbc:postgresql://127.0.0.1:9/none?connectTimeout=2", "ann", "canary", null)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("footnote.store")
                .hasMessageNotContaining("canary");
    }
}
