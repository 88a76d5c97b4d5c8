package dev.footnote.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Short-lived stand-ins for keys, signed ({@link Signatures}), so that nothing need be kept: {@code fnv_} for a visitor of a page with a widget key,
 * {@code fns_} for a browser in which somebody has given a key. They end with their key. Safe for use by many threads.
 */
@Singleton
public final class Tokens {

    /** How long a visitor's token is good for; a new one is to be had for an old one. */
    public static final Duration VISIT = Duration.ofHours(1);

    /** How long a visitor is still known after a token has ended. */
    static final Duration KNOWN = Duration.ofDays(30);

    /** How long a browser's session lasts. */
    public static final Duration SESSION = Duration.ofDays(7);

    private static final Pattern TOKEN =
            Pattern.compile("(fn[vs])_([0-9a-f]{12})_([0-9a-f]{32})_([0-9]{1,12})_([0-9a-f]{64})");
    private static final int SUBJECT_BYTES = 16;

    private final ApiKeys keys;
    private final Signatures signatures;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    @Inject
    Tokens(ApiKeys keys, Signatures signatures) {
        this(keys, signatures, Clock.systemUTC());
    }

    Tokens(ApiKeys keys, Signatures signatures, Clock clock) {
        this.keys = keys;
        this.signatures = signatures;
        this.clock = clock;
    }

    /** What a token stands for. */
    public enum Kind {
        /** A visitor of a page with a widget key. */
        VISITOR("fnv"),
        /** A browser in which somebody has given a key. */
        SESSION("fns");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /**
     * A token that is ours and still good.
     *
     * @param kind what it stands for
     * @param key the key it was given for, as it is now
     * @param subject whom it was given to
     */
    public record Valid(Kind kind, ApiKey key, String subject) {}

    /**
     * Returns a token for somebody new or, where they have an earlier one of this key that ended some days ago at most, for the same.
     *
     * @param earlier what they say their earlier token was; null: they have none
     */
    public String issue(Kind kind, ApiKey key, @Nullable String earlier) {
        String subject = subject(kind, key, earlier).orElseGet(() -> {
            byte[] made = new byte[SUBJECT_BYTES];
            random.nextBytes(made);
            return HexFormat.of().formatHex(made);
        });
        Duration lasts = kind == Kind.VISITOR ? VISIT : SESSION;
        String signed = kind.prefix + "_" + key.id() + "_" + subject + "_"
                + clock.instant().plus(lasts).getEpochSecond();
        return signed + "_" + signatures.sign(signed);
    }

    private Optional<String> subject(Kind kind, ApiKey key, @Nullable String earlier) {
        return earlier == null
                ? Optional.empty()
                : read(earlier, KNOWN)
                        .filter(valid ->
                                valid.kind() == kind && valid.key().id().equals(key.id()))
                        .map(Valid::subject);
    }

    /** Returns what a token stands for; empty if it is none of ours, has ended, or its key was revoked. */
    public Optional<Valid> read(String token) {
        return read(token, Duration.ZERO);
    }

    private Optional<Valid> read(String token, Duration past) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            return Optional.empty();
        }
        if (!signatures.holds(token.substring(0, parts.end(4)), parts.group(5))) {
            return Optional.empty();
        }
        Instant end = Instant.ofEpochSecond(Long.parseLong(parts.group(4)));
        if (!clock.instant().isBefore(end.plus(past))) {
            return Optional.empty();
        }
        Kind kind = parts.group(1).equals(Kind.VISITOR.prefix) ? Kind.VISITOR : Kind.SESSION;
        return keys.find(parts.group(2)).map(key -> new Valid(kind, key, parts.group(3)));
    }
}
