package dev.footnote.access;

import dev.footnote.store.Store;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Keys in {@link Store}: {@code fn_<id>_<secret>}, of which the id and the SHA-256 of the secret are kept. The secret has 256 random bits, so that
 * a plain hash cannot be turned round by guessing.
 */
@Singleton
final class StoredApiKeys implements ApiKeys {

    private static final Pattern KEY = Pattern.compile("fn_([0-9a-f]{12})_([0-9a-f]{64})");
    private static final int ID_BYTES = 6;
    private static final int SECRET_BYTES = 32;
    private static final String SELECT = "SELECT id, name, hash, scopes, collections, origins, created FROM api_key ";

    private final Store store;
    private final Clock clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();

    StoredApiKeys(Store store) {
        this.store = store;
    }

    private record Stored(ApiKey key, String hash) {}

    @Override
    public String create(NewKey key) {
        String id = randomHex(ID_BYTES);
        String secret = randomHex(SECRET_BYTES);
        store.transaction(handle -> handle.createUpdate(
                        "INSERT INTO api_key (id, name, hash, scopes, collections, origins, created)"
                                + " VALUES (:id, :name, :hash, :scopes, :collections, :origins, :created)")
                .bind("id", id)
                .bind("name", key.name())
                .bind("hash", HexFormat.of().formatHex(hash(secret)))
                .bind(
                        "scopes",
                        joined(key.scopes().stream()
                                .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.toSet())))
                .bind("collections", key.collections() == null ? null : joined(key.collections()))
                .bind("origins", joined(key.origins()))
                .bind("created", clock.instant().toEpochMilli())
                .execute());
        return "fn_" + id + "_" + secret;
    }

    private String randomHex(int bytes) {
        byte[] made = new byte[bytes];
        random.nextBytes(made);
        return HexFormat.of().formatHex(made);
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** None of the values holds a line break. */
    private static String joined(Set<String> values) {
        return String.join("\n", new TreeSet<>(values));
    }

    private static Set<String> apart(String joined) {
        return Arrays.stream(joined.split("\n", -1))
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toSet());
    }

    @Override
    public List<ApiKey> all() {
        return store.transaction(handle -> handle.createQuery(SELECT + "ORDER BY created, id")
                .map((row, context) -> stored(row).key())
                .list());
    }

    private static Stored stored(ResultSet row) throws SQLException {
        @Nullable String collections = row.getString("collections");
        return new Stored(
                new ApiKey(
                        row.getString("id"),
                        row.getString("name"),
                        apart(row.getString("scopes")).stream()
                                .map(scope -> KeyScope.valueOf(scope.toUpperCase(Locale.ROOT)))
                                .collect(Collectors.toSet()),
                        collections == null ? null : apart(collections),
                        apart(row.getString("origins")),
                        Instant.ofEpochMilli(row.getLong("created"))),
                row.getString("hash"));
    }

    @Override
    public boolean any() {
        return store.transaction(handle -> handle.createQuery("SELECT COUNT(*) FROM api_key")
                        .mapTo(Integer.class)
                        .one()
                > 0);
    }

    @Override
    public boolean revoke(String id) {
        return store.transaction(handle -> handle.createUpdate("DELETE FROM api_key WHERE id = :id")
                        .bind("id", id)
                        .execute()
                > 0);
    }

    @Override
    public Optional<ApiKey> authenticate(String sent) {
        Matcher key = KEY.matcher(sent);
        if (!key.matches()) {
            return Optional.empty();
        }
        byte[] hash = hash(key.group(2));
        return store.transaction(handle -> stored(handle, key.group(1)))
                .filter(stored -> MessageDigest.isEqual(HexFormat.of().parseHex(stored.hash()), hash))
                .map(Stored::key);
    }

    private static Optional<Stored> stored(Handle handle, String id) {
        return handle.createQuery(SELECT + "WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> stored(row))
                .findOne();
    }

    @Override
    public Optional<ApiKey> find(String id) {
        return store.transaction(handle -> stored(handle, id)).map(Stored::key);
    }
}
