package dev.footnote.store;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where conversations are kept: {@code footnote.store}.
 *
 * @param url a PostgreSQL database, as in {@code jdbc:postgresql://host/database}; null: SQLite, in the folder {@code footnote.data}
 * @param user who logs in to PostgreSQL; null: as the address or the system says
 * @param password with which password; rather from the environment than from a file that others can read
 * @param passwordFile a file that holds the password and nothing else
 */
@ConfigurationProperties("footnote.store")
public record StoreConfiguration(
        @Nullable String url,
        @Nullable String user,
        @Nullable String password,
        @Nullable String passwordFile) {

    private static final String POSTGRESQL = "jdbc:postgresql:";

    /** Checks the address, and that there is one password at most. */
    public StoreConfiguration {
        if (url != null && !url.startsWith(POSTGRESQL)) {
            throw new IllegalArgumentException(
                    "footnote.store.url must begin with " + POSTGRESQL + ", got " + url.replaceAll("//.*@", "//…@"));
        }
        if (password != null && passwordFile != null) {
            throw new IllegalArgumentException(
                    "footnote.store.password and footnote.store.password-file must not both be there: leave one out");
        }
    }

    @Nullable
    String secret() {
        if (passwordFile == null) {
            return password;
        }
        try {
            return Files.readString(Path.of(passwordFile)).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "footnote.store.password-file must be a file that can be read, but " + passwordFile + " is not", e);
        }
    }

    /** Names no password. */
    @Override
    public String toString() {
        return "StoreConfiguration[url=" + (url == null ? null : url.replaceAll("//.*@|[?&]password=[^&]*", "…")) + "]";
    }
}
