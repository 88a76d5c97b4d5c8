package dev.footnote.evaluation;

import dev.footnote.assistant.InvalidQuestionException;
import dev.footnote.assistant.Question;
import java.text.Normalizer;

/**
 * Makes questions of a benchmark's texts. One that is longer than a question may be is cut at the last word that fits.
 */
final class QuestionText {

    private QuestionText() {}

    /** @throws InvalidQuestionException if the text has no word or is not well-formed */
    static Question question(String text) {
        return new Question(cut(Normalizer.normalize(text.strip(), Normalizer.Form.NFC)));
    }

    private static String cut(String text) {
        if (text.length() <= Question.MAX_LENGTH) {
            return text;
        }
        int end = Question.MAX_LENGTH;
        while (end > 0 && !Character.isWhitespace(text.charAt(end))) {
            end--;
        }
        if (end == 0) {
            end = Question.MAX_LENGTH - (Character.isLowSurrogate(text.charAt(Question.MAX_LENGTH)) ? 1 : 0);
        }
        return text.substring(0, end);
    }
}
