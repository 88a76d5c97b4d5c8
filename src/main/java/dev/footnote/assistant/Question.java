package dev.footnote.assistant;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What a person typed, checked: well-formed Unicode in NFC, without surrounding space, not empty, not too long.
 *
 * @param text the question
 */
public record Question(String text) {

    /** The longest question, in UTF-16 code units. */
    public static final int MAX_LENGTH = 2000;

    /**
     * Checks and normalises the text.
     *
     * @throws InvalidQuestionException if it is empty, too long or not well-formed
     */
    public Question {
        text = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
        if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new InvalidQuestionException("The question must contain at least one word, but it is empty.");
        }
        if (text.length() > MAX_LENGTH) {
            throw new InvalidQuestionException(String.format(
                    Locale.ROOT,
                    "The question must be at most %,d characters long, but it has %,d. Ask for less at once.",
                    MAX_LENGTH,
                    text.length()));
        }
        text.codePoints().filter(Question::unfit).findFirst().ifPresent(character -> {
            throw new InvalidQuestionException(String.format(
                    Locale.ROOT,
                    "The question must be text, but it contains the character U+%04X, which is none. Remove it.",
                    character));
        });
    }

    private static boolean unfit(int character) {
        boolean loneSurrogate = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        boolean control = Character.getType(character) == Character.CONTROL && !Character.isWhitespace(character);
        return loneSurrogate || control;
    }
}
