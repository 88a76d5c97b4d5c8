package dev.footnote.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The database, opened and brought up to date: SQLite in a file, or PostgreSQL. What a transaction has written is durable when it returns.
 * Safe for use by many threads.
 */
public final class Store implements AutoCloseable {

    private static final String FILE = "footnote.db";
    private static final int BUSY_MILLISECONDS = 30_000;
    private static final int MOST_CONNECTIONS = 8;
    private static final int CONNECTION_MILLISECONDS = 30_000;

    private final HikariDataSource source;
    private final Jdbi jdbi;
    private final String place;

    private Store(HikariDataSource source, String place) {
        this.source = source;
        this.place = place;
        jdbi = Jdbi.create(source);
        migrate();
    }

    /**
     * Opens SQLite's file in a folder, which is made if it is absent.
     *
     * @throws StoreException if it cannot be opened, is damaged, or was written by a newer program
     */
    public static Store sqlite(Path folder) {
        Path file = folder.resolve(FILE);
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLISECONDS);
        config.enforceForeignKeys(true);
        // A transaction that reads before it writes must not find that another has written in between
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        SQLiteDataSource sqlite = new SQLiteDataSource(config);
        sqlite.setUrl("jdbc:sqlite:" + file);
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(sqlite);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StoreException(
                    "The folder " + folder + " must be there or be made, but cannot: " + e.getMessage(), e);
        }
        return open(pool, file.toString());
    }

    /**
     * Opens a PostgreSQL database.
     *
     * @throws StoreException if it cannot be reached or was written by a newer program
     */
    public static Store postgresql(StoreConfiguration configuration) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(configuration.url());
        pool.setUsername(configuration.user());
        pool.setPassword(configuration.secret());
        return open(pool, "of footnote.store.url (PostgreSQL)");
    }

    private static Store open(HikariConfig pool, String place) {
        pool.setMaximumPoolSize(MOST_CONNECTIONS);
        pool.setConnectionTimeout(CONNECTION_MILLISECONDS);
        pool.setPoolName("store");
        HikariDataSource source;
        try {
            source = new HikariDataSource(pool);
        } catch (PoolInitializationException e) {
            throw new StoreException(
                    "The database " + place + " cannot be opened: " + cause(e)
                            + " Check footnote.store and footnote.data.",
                    e);
        }
        try {
            return new Store(source, place);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private static String cause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).replaceAll("\\s+", " ").replaceAll("(?<![.!])$", ".");
    }

    private void migrate() {
        try {
            Flyway flyway = Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:migrations")
                    .table("schema_history")
                    .load();
            flyway.migrate();
        } catch (FlywayValidateException e) {
            throw new StoreException(
                    "The database " + place
                            + " was written by another version of the program. Start that one, or move it away.",
                    e);
        } catch (FlywayException e) {
            throw new StoreException(
                    "The database " + place + " cannot be used: " + cause(e)
                            + " If it is damaged, put back a copy or move it away; nothing is made anew over it.",
                    e);
        }
    }

    /**
     * Runs a transaction.
     *
     * @param work what is done; may be done anew if it throws nothing but the database asks for that, never half
     * @return what it returned, once all that it has written is durable
     * @throws StoreException if the database failed; then nothing of it is kept
     */
    public <T> T transaction(Function<Handle, T> work) {
        try {
            return jdbi.inTransaction(work::apply);
        } catch (JdbiException e) {
            throw new StoreException("The database " + place + " cannot be read or written: " + cause(e), e);
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
