package dev.footnote.web;

import dev.footnote.access.Principal;
import dev.footnote.conversation.Conversation;
import dev.footnote.conversation.ConversationMarkdown;
import dev.footnote.conversation.ConversationStore;
import dev.footnote.conversation.ConversationTurn;
import dev.footnote.conversation.Feedback;
import dev.footnote.conversation.Turn;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.json.JsonMapper;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Conversations that are kept, and what people thought of the answers in them. */
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ConversationController {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_ID = 200;
    private static final String MARKDOWN = "text/markdown;charset=utf-8";
    private static final String TITLE_EXAMPLE = "{\"title\": \"…\"}";
    private static final String FEEDBACK_EXAMPLE = "{\"answer_id\": \"…\", \"rating\": \"down\"}";

    private final ConversationStore conversations;
    private final JsonMapper json;
    private final Clock clock = Clock.systemUTC();

    ConversationController(ConversationStore conversations, JsonMapper json) {
        this.conversations = conversations;
        this.json = json;
    }

    /** A conversation on the wire. */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record ConversationResponse(String id, String title, Instant created, Instant updated) {

        static ConversationResponse of(Conversation conversation) {
            return new ConversationResponse(
                    conversation.id(), conversation.title(), conversation.created(), conversation.updated());
        }
    }

    /** A page of conversations on the wire. */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record ConversationsResponse(
            List<ConversationResponse> conversations,
            @Nullable String nextCursor) {}

    /** Feedback on the wire. */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record FeedbackResponse(
            String rating,
            @Nullable String reason,
            @Nullable String comment,
            Instant created) {

        static @Nullable FeedbackResponse of(@Nullable Feedback feedback) {
            return feedback == null
                    ? null
                    : new FeedbackResponse(
                            AnswerResponse.name(feedback.rating()),
                            feedback.reason(),
                            feedback.comment(),
                            feedback.created());
        }
    }

    /** A turn on the wire. */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record TurnResponse(
            int number,
            @Nullable String parentId,
            Instant created,
            @Nullable FeedbackResponse feedback,
            AnswerResponse answer) {

        static TurnResponse of(String conversationId, Turn turn) {
            return new TurnResponse(
                    turn.number(),
                    turn.parentId(),
                    turn.created(),
                    FeedbackResponse.of(turn.feedback()),
                    AnswerResponse.of(turn.answer(), conversationId));
        }
    }

    /** A whole conversation on the wire. */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record WholeResponse(String id, String title, Instant created, Instant updated, List<TurnResponse> turns) {}

    /** Rated answers on the wire. */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record RatingsResponse(List<RatingResponse> feedback) {}

    /** A rated answer on the wire. */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record RatingResponse(String conversationId, TurnResponse turn) {

        static RatingResponse of(ConversationTurn rated) {
            return new RatingResponse(rated.conversationId(), TurnResponse.of(rated.conversationId(), rated.turn()));
        }
    }

    @Get("/conversations")
    ConversationsResponse list(
            Principal principal, @QueryValue @Nullable String cursor, @QueryValue("limit") @Nullable String asked) {
        int limit = asked == null ? DEFAULT_LIMIT : WholeNumber.read("limit", asked, 1, MAX_LIMIT);
        List<Conversation> page = conversations.list(principal, after(cursor), limit + 1);
        boolean more = page.size() > limit;
        List<Conversation> shown = more ? page.subList(0, limit) : page;
        return new ConversationsResponse(
                shown.stream().map(ConversationResponse::of).toList(), more ? cursor(shown.getLast()) : null);
    }

    @Get("/conversations/{id}")
    WholeResponse whole(Principal principal, String id) {
        Conversation conversation = find(principal, id);
        return new WholeResponse(
                conversation.id(),
                conversation.title(),
                conversation.created(),
                conversation.updated(),
                conversations.turns(principal, id).stream()
                        .map(turn -> TurnResponse.of(id, turn))
                        .toList());
    }

    @Get("/conversations/{id}/export")
    @Produces(MARKDOWN)
    HttpResponse<String> export(Principal principal, String id) {
        String text = ConversationMarkdown.of(find(principal, id), conversations.turns(principal, id));
        return HttpResponse.ok(text).header("Content-Disposition", "attachment; filename=\"conversation.md\"");
    }

    @Patch("/conversations/{id}")
    ConversationResponse rename(Principal principal, String id, HttpRequest<byte[]> http) {
        String title =
                RequestBody.read(json, http, List.of("title"), TITLE_EXAMPLE).requiredText("title", LONGEST_TITLE);
        return ConversationResponse.of(
                conversations.rename(principal, id, title).orElseThrow(ConversationController::absent));
    }

    @Delete("/conversations/{id}")
    HttpResponse<?> delete(Principal principal, String id) {
        if (!conversations.delete(principal, id)) {
            throw absent();
        }
        return HttpResponse.noContent();
    }

    @Post("/feedback")
    HttpResponse<?> rate(Principal principal, HttpRequest<byte[]> http) {
        RequestBody body =
                RequestBody.read(json, http, List.of("answer_id", "rating", "reason", "comment"), FEEDBACK_EXAMPLE);
        String id = body.requiredText("answer_id", LONGEST_ID);
        String rating = body.requiredText("rating", LONGEST_ID);
        if (!rating.equals("up") && !rating.equals("down")) {
            throw RequestBody.mistake(
                    "rating must be \"up\" or \"down\", but it is \"" + RequestBody.shown(rating) + "\".");
        }
        Feedback feedback = new Feedback(
                Feedback.Rating.valueOf(rating.toUpperCase(Locale.ROOT)),
                body.text("reason", Feedback.LONGEST_REASON),
                body.text("comment", Feedback.LONGEST_COMMENT),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        if (!conversations.rate(principal, id, feedback)) {
            throw new ProblemException(HttpStatus.NOT_FOUND, "There is no answer with this id.");
        }
        return HttpResponse.noContent();
    }

    @Get("/feedback")
    RatingsResponse feedback(@QueryValue("limit") @Nullable String asked) {
        int limit = asked == null ? DEFAULT_LIMIT : WholeNumber.read("limit", asked, 1, MAX_LIMIT);
        return new RatingsResponse(
                conversations.rated(limit).stream().map(RatingResponse::of).toList());
    }

    private Conversation find(Principal principal, String id) {
        return conversations.find(principal, id).orElseThrow(ConversationController::absent);
    }

    private static ProblemException absent() {
        return new ProblemException(HttpStatus.NOT_FOUND, "There is no conversation with this id.");
    }

    private static String cursor(Conversation last) {
        String place = last.updated().toEpochMilli() + " " + last.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Conversation after(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            String[] place = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", -1);
            if (place.length == 2) {
                Instant updated = Instant.ofEpochMilli(Long.parseLong(place[0]));
                return new Conversation(place[1], "", updated, updated);
            }
        } catch (IllegalArgumentException e) {
            // Not base64, or no number: the same mistake of the caller as another number of parts
        }
        throw RequestBody.mistake("cursor must be a next_cursor of this list, but it is something else.");
    }
}
