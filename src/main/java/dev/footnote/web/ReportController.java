package dev.footnote.web;

import dev.footnote.access.Principal;
import dev.footnote.assistant.Assistant;
import dev.footnote.assistant.Gap;
import dev.footnote.assistant.GapReport;
import dev.footnote.assistant.GapReporter;
import dev.footnote.conversation.ConversationTurn;
import dev.footnote.conversation.DocumentCitations;
import dev.footnote.index.DocumentPosition;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the documents lack, by what was asked of them. */
@Controller("/v1/reports")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReportController {

    private static final String LINES = "application/x-ndjson;charset=utf-8";
    private static final int DEFAULT_DAYS = 90;
    private static final int MOST_DAYS = 3650;

    private final GapReporter reporter;
    private final Assistant assistant;
    private final Clock clock = Clock.systemUTC();

    ReportController(GapReporter reporter, Assistant assistant) {
        this.reporter = reporter;
        this.assistant = assistant;
    }

    /** The report on the wire. */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record ReportResponse(
            Instant since,
            int asked,
            List<GapResponse> gaps,
            List<CitedResponse> mostCited,
            List<DocumentPlace> neverCited,
            int neverCitedInAll) {

        static ReportResponse of(GapReport report) {
            return new ReportResponse(
                    report.since(),
                    report.asked(),
                    report.gaps().stream().map(GapResponse::of).toList(),
                    report.mostCited().stream().map(CitedResponse::of).toList(),
                    report.neverCited().stream().map(DocumentPlace::of).toList(),
                    report.neverCitedInAll());
        }
    }

    /** Questions of one meaning on the wire. */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record GapResponse(String question, long refused, long disliked, Instant last, List<GapQuestion> questions) {

        static GapResponse of(Gap gap) {
            ConversationTurn newest = gap.turns().getFirst();
            return new GapResponse(
                    newest.turn().answer().understoodAs(),
                    gap.refused(),
                    gap.disliked(),
                    newest.turn().created(),
                    gap.turns().stream().map(GapQuestion::of).toList());
        }
    }

    /** One of these questions on the wire. */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record GapQuestion(
            String conversationId,
            String answerId,
            String question,
            String understoodAs,
            String status,
            Instant created,
            ConversationController.@Nullable FeedbackResponse feedback) {

        static GapQuestion of(ConversationTurn each) {
            return new GapQuestion(
                    each.conversationId(),
                    each.turn().answer().id(),
                    each.turn().answer().question(),
                    each.turn().answer().understoodAs(),
                    AnswerResponse.name(each.turn().answer().status()),
                    each.turn().created(),
                    ConversationController.FeedbackResponse.of(each.turn().feedback()));
        }
    }

    /** A cited document on the wire. */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record CitedResponse(String collection, String path, int answers) {

        static CitedResponse of(DocumentCitations cited) {
            return new CitedResponse(cited.collection(), cited.path(), cited.answers());
        }
    }

    /** A document that no answer cites, on the wire. */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record DocumentPlace(String collection, String path) {

        static DocumentPlace of(DocumentPosition position) {
            return new DocumentPlace(position.collection(), position.path());
        }
    }

    @Get("/unanswered")
    ReportResponse unanswered(Principal principal, @QueryValue("days") @Nullable String days) {
        return ReportResponse.of(reporter.report(principal, since(days), assistant.deadline()));
    }

    @Get("/questions")
    @Produces(LINES)
    String questions(@QueryValue("days") @Nullable String days) {
        return reporter.questions(since(days));
    }

    private Instant since(@Nullable String days) {
        int back = days == null ? DEFAULT_DAYS : WholeNumber.read("days", days, 1, MOST_DAYS);
        return clock.instant().minus(Duration.ofDays(back));
    }
}
