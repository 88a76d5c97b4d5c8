package dev.footnote.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.answer.Answer;
import dev.footnote.answer.AnswerStatus;
import dev.footnote.answer.Citation;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what people asked as questions to evaluate with, a JSON object a line: {@code question} as it was understood; {@code expected} and
 * {@code document} of an answer that somebody found good; neither for a question that the documents do not answer. Of an answer that somebody
 * disliked, {@code expected} is null: a person must write in what it ought to be, or leave it out.
 */
public final class QuestionExport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private QuestionExport() {}

    /** Returns the lines, each question once, as it was answered first in the list. */
    public static String of(List<ConversationTurn> turns) {
        StringBuilder lines = new StringBuilder();
        Set<String> written = new HashSet<>();
        for (ConversationTurn each : turns) {
            Answer answer = each.turn().answer();
            if (written.add(answer.understoodAs().strip())) {
                lines.append(line(answer, each.turn().feedback())).append('\n');
            }
        }
        return lines.toString();
    }

    private static String line(Answer answer, @Nullable Feedback feedback) {
        ObjectNode line = JSON.createObjectNode().put("question", answer.understoodAs());
        if (feedback != null && feedback.rating() == Feedback.Rating.DOWN) {
            line.putNull("expected");
        } else if (answer.status() != AnswerStatus.NOT_FOUND
                && !answer.citations().isEmpty()) {
            Citation first = answer.citations().getFirst();
            line.put("expected", answer.shortAnswer() == null ? first.quote() : answer.shortAnswer());
            line.put("document", first.path());
        }
        if (feedback != null) {
            line.put("rating", feedback.rating().name().toLowerCase(Locale.ROOT));
            line.put("reason", feedback.reason());
            line.put("comment", feedback.comment());
        }
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts must be writable as JSON", e);
        }
    }
}
