package dev.footnote.chat;

import dev.footnote.access.Signatures;
import dev.footnote.answer.Citation;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Links that open the words of a footnote in a browser, without a key, for some time. Safe for use by many threads. */
@Singleton
public final class SourceLinks {

    /** The id of the quote on the page that a link opens. */
    static final String QUOTE = "quote";

    private final Signatures signatures;
    private final @Nullable String publicUrl;
    private final Duration lifetime;
    private final Clock clock = Clock.systemUTC();

    SourceLinks(Signatures signatures, ChatAddress address, ChatConfiguration configuration) {
        this.signatures = signatures;
        this.publicUrl =
                address.publicUrl() == null ? null : address.publicUrl().replaceAll("/+$", "");
        this.lifetime = configuration.linkLifetime();
    }

    /**
     * What a link opens.
     *
     * @param account the principal to whose answer the footnote belongs
     * @param documentId the document's id
     * @param contentHash SHA-256 of the text the offsets refer to
     * @param start offset of the first character
     * @param end offset after the last one
     * @param expires until when, in seconds since 1970
     */
    record Target(String account, String documentId, String contentHash, int start, int end, long expires) {

        private String signed() {
            return String.format(
                    Locale.ROOT, "link\n%s\n%s\n%d\n%d\n%d\n%s", documentId, contentHash, start, end, expires, account);
        }
    }

    /**
     * Returns a link to the words of a citation of the question's answer, or to the document's own address where this service cannot be reached by browsers.
     *
     * @return empty where there is neither
     */
    public Optional<String> link(ChatQuestion question, Citation citation) {
        if (publicUrl == null) {
            return Optional.ofNullable(citation.uri()).filter(SourceLinks::isWeb);
        }
        Target target = new Target(
                question.account(),
                citation.documentId(),
                citation.contentHash(),
                citation.start(),
                citation.end(),
                clock.instant().plus(lifetime).getEpochSecond());
        return Optional.of(String.format(
                Locale.ROOT,
                "%s/chat/sources/%s?account=%s&version=%s&start=%d&end=%d&expires=%d&signature=%s#%s",
                publicUrl,
                target.documentId(),
                URLEncoder.encode(target.account(), StandardCharsets.UTF_8),
                target.contentHash(),
                target.start(),
                target.end(),
                target.expires(),
                signatures.sign(target.signed()),
                QUOTE));
    }

    private static boolean isWeb(String address) {
        try {
            String scheme = String.valueOf(URI.create(address).getScheme()).toLowerCase(Locale.ROOT);
            return scheme.equals("https") || scheme.equals("http");
        } catch (IllegalArgumentException e) {
            return false; // what a document tells of itself need not be an address
        }
    }

    /** Tells whether this signature is ours and still holds. */
    boolean opens(Target target, String signature) {
        return signatures.holds(target.signed(), signature)
                && Instant.ofEpochSecond(target.expires()).isAfter(clock.instant());
    }
}
