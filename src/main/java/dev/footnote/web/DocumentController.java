package dev.footnote.web;

import dev.footnote.access.Principal;
import dev.footnote.assistant.Library;
import dev.footnote.conversation.CitedDocument;
import dev.footnote.conversation.ConversationStore;
import dev.footnote.corpus.ContentHash;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Heading;
import dev.footnote.corpus.Markup;
import dev.footnote.index.DocumentSummary;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The documents behind the answers. */
@Controller("/v1/documents")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DocumentController {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    private final Library library;
    private final ConversationStore conversations;

    DocumentController(Library library, ConversationStore conversations) {
        this.library = library;
        this.conversations = conversations;
    }

    @Get
    DocumentsResponse documents(
            Principal principal, @QueryValue @Nullable String cursor, @QueryValue("limit") @Nullable String asked) {
        int limit = asked == null ? DEFAULT_LIMIT : WholeNumber.read("limit", asked, 1, MAX_LIMIT);
        Library.Page page = library.documents(principal, DocumentCursor.parse(cursor), limit + 1);
        boolean more = page.documents().size() > limit;
        var shown = more ? page.documents().subList(0, limit) : page.documents();
        String next = more ? DocumentCursor.of(shown.getLast().position()) : null;
        return new DocumentsResponse(
                shown.stream().map(DocumentController::summary).toList(),
                next,
                page.generation(),
                AnswerResponse.name(page.indexState()));
    }

    @Get("/{id}")
    DocumentResponse document(Principal principal, String id, @QueryValue @Nullable String version) {
        Optional<CitedDocument> earlier = earlier(principal, id, version);
        if (earlier.isPresent()) {
            return earlier(earlier.get());
        }
        Library.Found found = find(principal, id, version);
        Document document = found.document();
        return new DocumentResponse(
                document.id(),
                document.collection(),
                document.path(),
                document.title(),
                document.uri(),
                document.date(),
                document.metadata(),
                document.contentHash(),
                document.text(),
                headings(document.headings()),
                markup(document.markup()),
                found.generation(),
                true);
    }

    private static DocumentResponse earlier(CitedDocument document) {
        return new DocumentResponse(
                document.id(),
                document.collection(),
                document.path(),
                document.title(),
                null,
                null,
                Map.of(),
                document.contentHash(),
                document.cited().text(),
                headings(document.cited().headings()),
                markup(document.cited().markup()),
                0,
                false);
    }

    private static List<DocumentResponse.HeadingResponse> headings(List<Heading> headings) {
        return headings.stream()
                .map(heading -> new DocumentResponse.HeadingResponse(heading.start(), heading.end(), heading.level()))
                .toList();
    }

    private static List<DocumentResponse.MarkupResponse> markup(List<Markup> markup) {
        return markup.stream()
                .map(range -> new DocumentResponse.MarkupResponse(
                        range.start(), range.end(), AnswerResponse.name(range.kind()), range.target()))
                .toList();
    }

    /** What a kept answer cites stays readable after the document has changed or gone. */
    private Optional<CitedDocument> earlier(Principal principal, String id, @Nullable String version) {
        boolean now = version == null
                || library.document(principal, id)
                        .filter(found -> found.document().contentHash().equals(version))
                        .isPresent();
        return now || version == null ? Optional.empty() : conversations.cited(principal, id, version);
    }

    @Get("/{id}/text")
    TextResponse text(
            Principal principal,
            String id,
            @QueryValue("start") @Nullable String from,
            @QueryValue("end") @Nullable String to,
            @QueryValue @Nullable String version) {
        Optional<CitedDocument> earlier = earlier(principal, id, version);
        String whole = earlier.map(document -> document.cited().text())
                .orElseGet(() -> find(principal, id, version).document().text());
        int length = whole.length();
        int start = WholeNumber.read("start", from, 0, length);
        int end = WholeNumber.read("end", to, start, length);
        return new TextResponse(id, ContentHash.of(whole), start, end, length, whole.substring(start, end));
    }

    private Library.Found find(Principal principal, String id, @Nullable String version) {
        Library.Found found = library.document(principal, id)
                .orElseThrow(() -> new ProblemException(HttpStatus.NOT_FOUND, "There is no document with this id."));
        if (version != null && !version.equals(found.document().contentHash())) {
            throw new ProblemException(
                    HttpStatus.NOT_FOUND,
                    "The document has changed: the version asked for is not kept any more. Leave out version for the"
                            + " text as it is now.");
        }
        return found;
    }

    private static DocumentsResponse.SummaryResponse summary(DocumentSummary document) {
        return new DocumentsResponse.SummaryResponse(
                document.id(),
                document.collection(),
                document.path(),
                document.title(),
                document.uri(),
                document.date(),
                document.metadata(),
                document.contentHash(),
                document.length(),
                document.passages());
    }
}
