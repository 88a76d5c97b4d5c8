package dev.footnote.chat.webhook;

import dev.footnote.answer.Answer;
import dev.footnote.answer.Citation;
import dev.footnote.chat.Channel;
import dev.footnote.chat.ChatQuestion;
import dev.footnote.chat.Reply;
import dev.footnote.chat.SourceLinks;
import dev.footnote.chat.Words;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Chat programs that wait for the answer in the response to their own request, or take it later at an address of theirs. Safe for use by many threads. */
@Singleton
final class WebhookChannel implements Channel {

    static final String NAME = "webhook";

    /** The detail of a question that names where its answer goes when nobody waits any more, as after a restart. */
    static final String RESPONSE_URL = "response_url";

    private static final int MOST_NEAREST = 3;
    private static final int LONGEST_QUOTE = 200;
    private static final Pattern CALL =
            Pattern.compile("@(?=(?:channel|here|everyone|all)\\b)", Pattern.CASE_INSENSITIVE);
    private static final Pattern MARKUP = Pattern.compile("<(?=[\\p{L}/!?@#])|\\](?=[\\[(:])|!(?=\\[)");

    private final SourceLinks links;
    private final LateAnswers late;
    private final Map<String, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();

    WebhookChannel(SourceLinks links, LateAnswers late) {
        this.links = links;
        this.late = late;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Has the answer to a question that is about to be asked told here; false if somebody waits for it already. */
    boolean await(String id, CompletableFuture<String> answer) {
        return waiting.putIfAbsent(id, answer) == null;
    }

    /** Says that nobody waits any more. */
    void forget(String id) {
        waiting.remove(id);
    }

    @Override
    public Optional<String> refusal(ChatQuestion question) {
        return Optional.empty();
    }

    @Override
    public Reply reply(ChatQuestion question, @Nullable String handle, boolean again) {
        return new Reply() {
            @Override
            public void begin() {
                // Only the whole answer can be shown
            }

            @Override
            public void text(String piece) {
                // Only the whole answer can be shown
            }

            @Override
            public void answered(Answer answer) {
                say(written(answer, question));
            }

            @Override
            public void say(String words) {
                CompletableFuture<String> asker = waiting.get(question.id());
                String address = question.details().get(RESPONSE_URL);
                if ((asker == null || !asker.complete(words)) && address != null) {
                    late.send(URI.create(address), words);
                }
            }

            @Override
            public @Nullable String handle() {
                return null;
            }
        };
    }

    private String written(Answer answer, ChatQuestion question) {
        StringBuilder text = new StringBuilder(harmless(answer.text()));
        boolean numbered = !answer.citations().isEmpty();
        List<Citation> shown = numbered
                ? answer.citations()
                : answer.nearest().stream().limit(MOST_NEAREST).toList();
        if (!numbered && !shown.isEmpty()) {
            text.append("\n\n").append(Words.NEAREST.in(question.language())).append(":");
        }
        for (Citation citation : shown) {
            String title = harmless(citation.title().isBlank() ? citation.path() : citation.title())
                    .replaceAll("[\\[\\]\\s]+", " ");
            text.append("\n")
                    .append(numbered ? "[" + citation.index() + "] " : "- ")
                    .append(links.link(question, citation)
                            .map(link -> "[" + title + "](" + link.replace(")", "%29") + ")")
                            .orElse(title))
                    .append(" — “")
                    .append(cut(harmless(citation.quote()).replaceAll("\\s+", " ")))
                    .append("”");
        }
        return text.toString();
    }

    private static String cut(String quote) {
        return quote.codePointCount(0, quote.length()) <= LONGEST_QUOTE
                ? quote
                : quote.substring(0, quote.offsetByCodePoints(0, LONGEST_QUOTE)) + "…";
    }

    /** What documents and models say calls nobody and links nowhere. */
    private static String harmless(String text) {
        return MARKUP.matcher(CALL.matcher(text).replaceAll("@\u2060")).replaceAll(found -> found.group() + " ");
    }

    @Override
    public void withdraw(ChatQuestion question, String handle) {
        throw new UnsupportedOperationException("no webhook's answer has a handle");
    }
}
