package dev.footnote.store;

import static org.junit.jupiter.api.Assumptions.abort;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real PostgreSQL server for as long as a test class runs, which is skipped where none can be started. */
public final class PostgresqlServer implements BeforeAllCallback, AfterAllCallback {

    private @Nullable EmbeddedPostgres server;
    private int opened;

    @Override
    public void beforeAll(ExtensionContext context) {
        try {
            server = EmbeddedPostgres.start();
        } catch (IOException | RuntimeException e) {
            abort("PostgreSQL cannot be started here: " + e);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (server != null) {
            server.close();
        }
    }

    /** Opens a database of its own. */
    public Store open() throws SQLException {
        EmbeddedPostgres running = Objects.requireNonNull(server);
        String name = "footnote_" + System.nanoTime() + "_" + opened++;
        try (Connection connection = running.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return Store.postgresql(new StoreConfiguration(running.getJdbcUrl("postgres", name), null, null, null));
    }
}
