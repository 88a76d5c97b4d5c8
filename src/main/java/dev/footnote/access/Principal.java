package dev.footnote.access;

import java.util.Set;
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

    public Principal {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a principal's id must not be blank");
        }
        collections = collections == null ? null : Set.copyOf(collections);
    }

    /** Makes one who may see nothing. */
    public Principal(String id) {
        this(id, Set.of());
    }
}
