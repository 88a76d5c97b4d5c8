package dev.footnote.conversation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.footnote.store.Store;
import dev.footnote.store.StoreConfiguration;
import dev.footnote.store.StoreException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a real server, which is skipped where none can be started. */
class PostgresqlConversationStoreTest extends ConversationStoreContract {

    private static @Nullable EmbeddedPostgres server;
    private int opened;

    @BeforeAll
    static void start() {
        try {
            server = EmbeddedPostgres.start();
        } catch (IOException | RuntimeException e) {
            abort("PostgreSQL cannot be started here: " + e);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Override
    Store open() throws SQLException {
        EmbeddedPostgres running = Objects.requireNonNull(server);
        String name = "footnote_" + System.nanoTime() + "_" + opened++;
        try (Connection connection = running.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return Store.postgresql(new StoreConfiguration(running.getJdbcUrl("postgres", name), null, null, null));
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
