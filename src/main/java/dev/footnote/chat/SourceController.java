package dev.footnote.chat;

import dev.footnote.access.Principal;
import dev.footnote.assistant.Library;
import dev.footnote.conversation.CitedDocument;
import dev.footnote.conversation.ConversationStore;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/** The page that a footnote's link opens: the quoted words, marked, in what stands around them. No scripts, nothing from elsewhere. */
@Controller("/chat/sources")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SourceController {

    private static final int AROUND = 1_000;
    private static final String ENDED =
            "This link has ended or is not whole. Ask the question again to get links that open.";
    private static final String GONE = "The document is not kept any more in the version that was quoted.";

    private final SourceLinks links;
    private final Library library;
    private final ConversationStore conversations;

    SourceController(SourceLinks links, Library library, ConversationStore conversations) {
        this.links = links;
        this.library = library;
        this.conversations = conversations;
    }

    private record Text(String title, String text) {}

    @Get("/{id}")
    HttpResponse<String> source(
            String id,
            @QueryValue String account,
            @QueryValue String version,
            @QueryValue int start,
            @QueryValue int end,
            @QueryValue long expires,
            @QueryValue String signature) {
        SourceLinks.Target target = new SourceLinks.Target(account, id, version, start, end, expires);
        if (!links.opens(target, signature)) {
            return page(HttpStatus.FORBIDDEN, "Footnote", "<p>" + ENDED + "</p>");
        }
        return find(new Principal(account, null), id, version)
                .filter(found ->
                        0 <= start && start <= end && end <= found.text().length())
                .map(found -> page(HttpStatus.OK, found.title(), quoted(found.text(), start, end)))
                .orElseGet(() -> page(HttpStatus.GONE, "Footnote", "<p>" + GONE + "</p>"));
    }

    /** The signature is what lets its bearer see these words: whoever asked saw them. */
    private Optional<Text> find(Principal principal, String id, String version) {
        Optional<Text> now = library.document(principal, id)
                .map(Library.Found::document)
                .filter(document -> document.contentHash().equals(version))
                .map(document -> new Text(document.title(), document.text()));
        return now.isPresent()
                ? now
                : conversations.cited(principal, id, version).map(SourceController::text);
    }

    private static Text text(CitedDocument document) {
        return new Text(document.title(), document.text());
    }

    private static String quoted(String text, int start, int end) {
        int from = boundary(text, Math.max(0, start - AROUND));
        int to = boundary(text, Math.min(text.length(), end + AROUND));
        return "<p>" + (from > 0 ? "… " : "") + paragraphs(text.substring(from, start)) + "<mark>"
                + paragraphs(text.substring(start, end)) + "</mark>" + paragraphs(text.substring(end, to))
                + (to < text.length() ? " …" : "") + "</p>";
    }

    /** Not between the two halves of one character. */
    private static int boundary(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }

    private static String paragraphs(String text) {
        return escaped(text).replace("\n", "<br>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static HttpResponse<String> page(HttpStatus status, String title, String body) {
        String html = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\"><meta name=\"robots\" content=\"noindex\"><title>"
                + escaped(title) + "</title></head><body><h1>" + escaped(title) + "</h1>\n" + body
                + "\n</body></html>\n";
        return HttpResponse.<String>status(status)
                .body(html)
                .contentType(MediaType.TEXT_HTML_TYPE)
                .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
    }
}
