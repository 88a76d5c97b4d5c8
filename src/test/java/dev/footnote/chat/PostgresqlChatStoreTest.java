package dev.footnote.chat;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.footnote.store.Store;
import dev.footnote.store.StoreConfiguration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On a real server, which is skipped where none can be started. */
class PostgresqlChatStoreTest extends ChatStoreContract {

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
}
