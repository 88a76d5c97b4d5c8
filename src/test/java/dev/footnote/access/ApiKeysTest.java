package dev.footnote.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.footnote.store.Store;
import dev.footnote.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {

    private static final NewKey ASKING = new NewKey("me", Set.of(KeyScope.ASK), Set.of("reports"), Set.of());
    private static final NewKey WIDGET =
            new NewKey("site", Set.of(KeyScope.WIDGET), null, Set.of("https://example.org"));
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    private Path folder;

    private Store store;
    private ApiKeys keys;

    @BeforeEach
    void open() {
        store = Store.sqlite(folder.resolve("footnote.db"));
        keys = new StoredApiKeys(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aKeyOpensAsWhatItWasMadeUntilItIsRevoked() {
        assertThat(keys.any()).isFalse();
        String made = keys.create(ASKING);

        ApiKey key = keys.authenticate(made).orElseThrow();
        assertThat(key.name()).isEqualTo("me");
        assertThat(key.scopes()).containsExactly(KeyScope.ASK);
        assertThat(key.collections()).containsExactly("reports");
        assertThat(keys.all()).containsExactly(key);
        assertThat(keys.any()).isTrue();

        assertThat(keys.revoke(key.id())).isTrue();
        assertThat(keys.revoke(key.id())).isFalse();
        assertThat(keys.authenticate(made)).isEmpty();
        assertThat(keys.any()).isFalse();
    }

    @Test
    void theSecretPartIsNowhereInTheDatabase() throws Exception {
        String made = keys.create(ASKING);
        String secret = made.substring(made.lastIndexOf('_') + 1);
        store.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(secret);
            }
        }
    }

    @Test
    void whatIsNearlyAKeyIsNone() {
        String made = keys.create(ASKING);
        char last = made.charAt(made.length() - 1);
        String other = made.substring(0, made.length() - 1) + (last == '0' ? '1' : '0');
        assertThat(keys.authenticate(other)).isEmpty();
        assertThat(keys.authenticate(made + "0")).isEmpty();
        assertThat(keys.authenticate(made.toUpperCase(Locale.ROOT))).isEmpty();
        assertThat(keys.authenticate("")).isEmpty();
        assertThat(keys.authenticate("fn_' OR 1=1 --_" + "0".repeat(64))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "example.org",
                "https://example.org/",
                "https://example.org/a",
                "https://Example.org",
                "https://*.example.org",
                "https://user@example.org",
                "ftp://example.org",
                "https://",
                "https://example.org "
            })
    void anOriginIsWrittenAsBrowsersWriteIt(String origin) {
        assertThatThrownBy(() -> new NewKey("site", Set.of(KeyScope.WIDGET), null, Set.of(origin)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("An origin must be");
    }

    @Test
    void aKeyMustSayWhatItIsFor() {
        assertThatThrownBy(() -> new NewKey("me", Set.of(), null, Set.of())).hasMessageContaining("at least one scope");
        assertThatThrownBy(() -> new NewKey("me", Set.of(KeyScope.ADMIN), Set.of("reports"), Set.of()))
                .hasMessageContaining("must open all collections");
        assertThatThrownBy(() -> new NewKey(" ", Set.of(KeyScope.ASK), null, Set.of()))
                .hasMessageContaining("1 to 100 characters");
        assertThatThrownBy(() ->
                        new NewKey("me", Set.of(KeyScope.ASK, KeyScope.WIDGET), null, Set.of("https://example.org")))
                .hasMessageContaining("no other scope");
        assertThatThrownBy(() -> new NewKey("me", Set.of(KeyScope.WIDGET), null, Set.of()))
                .hasMessageContaining("must name the origins");
        assertThatThrownBy(() -> new NewKey("me", Set.of(KeyScope.ASK), null, Set.of("https://example.org")))
                .hasMessageContaining("widget keys alone");
    }

    private Tokens at(Instant now) {
        return new Tokens(keys, new Signatures(store), Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void aTokenEndsWithItsTimeOrItsKey() {
        ApiKey key = keys.authenticate(keys.create(WIDGET)).orElseThrow();
        String token = at(NOW).issue(Tokens.Kind.VISITOR, key, null);

        assertThat(at(NOW.plus(Tokens.VISIT).minusSeconds(1)).read(token))
                .get()
                .satisfies(valid -> assertThat(valid.key()).isEqualTo(key));
        assertThat(at(NOW.plus(Tokens.VISIT)).read(token)).isEmpty();
        keys.revoke(key.id());
        assertThat(at(NOW).read(token)).isEmpty();
    }

    @Test
    void aVisitorStaysTheSameByTheTokenBefore() {
        ApiKey key = keys.authenticate(keys.create(WIDGET)).orElseThrow();
        ApiKey other = keys.authenticate(keys.create(WIDGET)).orElseThrow();
        String first = at(NOW).issue(Tokens.Kind.VISITOR, key, null);
        String subject = at(NOW).read(first).orElseThrow().subject();
        Instant later = NOW.plus(Duration.ofDays(3));

        assertThat(subject(later, key, first)).contains(subject);
        assertThat(subject(NOW.plus(Duration.ofDays(40)), key, first)).isNotEqualTo(Optional.of(subject));
        assertThat(subject(later, other, first)).isNotEqualTo(Optional.of(subject));
        assertThat(subject(later, key, "nonsense")).isNotEqualTo(Optional.of(subject));
    }

    private Optional<String> subject(Instant now, ApiKey key, String earlier) {
        return at(now).read(at(now).issue(Tokens.Kind.VISITOR, key, earlier)).map(Tokens.Valid::subject);
    }

    @Test
    void aTokenThatWasChangedAnywhereIsNone() {
        ApiKey key = keys.authenticate(keys.create(WIDGET)).orElseThrow();
        String token = at(NOW).issue(Tokens.Kind.VISITOR, key, null);
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == '1' ? '2' : '1';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(at(NOW).read(changed)).as(changed).isEmpty();
        }
        assertThat(at(NOW).read(token.replaceFirst("fnv", "fns"))).isEmpty();
    }

    @Test
    void aStoreThatFailsLetsNobodyIn() {
        String made = keys.create(ASKING);
        store.close();
        assertThatThrownBy(() -> keys.authenticate(made)).isInstanceOf(StoreException.class);
        assertThatThrownBy(keys::any).isInstanceOf(StoreException.class);
    }
}
