package dev.footnote.access;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param id a name that stays the same between requests of the same asker
 * @param collections the collections that may be seen; null: all
 */
public record Principal(String id, @Nullable Set<String> collections) {

    /** Whoever sits at this machine: everyone, as long as there are no keys and the service listens on loopback alone. */
    public static final Principal LOCAL = new Principal("local", null);

    private static final Pattern OF_KEY = Pattern.compile("key:([^:]+)|visitor:([^:]+):.*");

    public Principal {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a principal's id must not be blank");
        }
        collections = collections == null ? null : Set.copyOf(collections);
    }

    /** Returns whoever shows a key. */
    public static Principal of(ApiKey key) {
        return new Principal("key:" + key.id(), key.collections());
    }

    /**
     * Returns a visitor of a page with a widget's key.
     *
     * @param subject which of them
     */
    public static Principal visitor(ApiKey key, String subject) {
        return new Principal("visitor:" + key.id() + ":" + subject, key.collections());
    }

    /** Returns the id of the key by which this one was let in; empty for all who came without. */
    public Optional<String> keyId() {
        Matcher ofKey = OF_KEY.matcher(id);
        if (!ofKey.matches()) {
            return Optional.empty();
        }
        return Optional.of(ofKey.group(1) == null ? ofKey.group(2) : ofKey.group(1));
    }

    /** Makes one who may see nothing. */
    public Principal(String id) {
        this(id, Set.of());
    }
}
