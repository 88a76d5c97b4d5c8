package dev.footnote.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an earlier program has left is taken over. */
class EarlierDatabaseTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aDatabaseOfAnEarlierVersionIsBroughtUpToDate(int version, @TempDir Path folder) {
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + folder.resolve("footnote.db"), null, null)
                .locations("classpath:migrations")
                .table("schema_history")
                .target(Integer.toString(version))
                .load()
                .migrate();
        try (Store store = Store.sqlite(folder)) {
            int waiting = store.transaction(handle -> handle.createQuery(
                            "SELECT COUNT(*) FROM chat_question WHERE waiting_since > 0 AND edited = ''")
                    .mapTo(Integer.class)
                    .one());
            assertThat(waiting).isZero();
        }
    }
}
