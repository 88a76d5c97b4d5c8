package dev.footnote.access;

/**
 * Who asks.
 *
 * @param id a name that stays the same between requests of the same asker
 */
public record Principal(String id) {

    /** Whoever sits at this machine: everyone, as long as no keys are configured and the service listens on loopback alone. */
    public static final Principal LOCAL = new Principal("local");

    public Principal {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a principal's id must not be blank");
        }
    }
}
