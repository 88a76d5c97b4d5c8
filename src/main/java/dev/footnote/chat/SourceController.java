package dev.footnote.chat;

import dev.footnote.access.Principal;
import dev.footnote.assistant.Library;
import dev.footnote.conversation.CitedDocument;
import dev.footnote.conversation.ConversationStore;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/** Opens what a footnote's link leads to: the words that it rests on, for whoever has the link. */
@Controller("/chat/sources")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SourceController {

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

    private record Text(String title, String path, String text) {}

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
            return SourcePage.saying(HttpStatus.FORBIDDEN, ENDED);
        }
        return find(new Principal(account, null), id, version)
                .filter(found ->
                        0 <= start && start <= end && end <= found.text().length())
                .map(found -> SourcePage.quoting(found.title(), found.path(), found.text(), start, end))
                .orElseGet(() -> SourcePage.saying(HttpStatus.GONE, GONE));
    }

    /** The signature is what lets its bearer see these words: whoever asked saw them. */
    private Optional<Text> find(Principal principal, String id, String version) {
        Optional<Text> now = library.document(principal, id)
                .map(Library.Found::document)
                .filter(document -> document.contentHash().equals(version))
                .map(document -> new Text(document.title(), document.path(), document.text()));
        return now.isPresent()
                ? now
                : conversations.cited(principal, id, version).map(SourceController::text);
    }

    private static Text text(CitedDocument document) {
        return new Text(document.title(), document.path(), document.cited().text());
    }
}
