package dev.footnote.assistant;

/**
 * Something that a sentence says and its evidence does not.
 *
 * @param kind what it is
 * @param words the words of the sentence that the evidence does not bear out; where the evidence denies or turns round what the sentence
 *     says, the words of the evidence
 */
record Objection(Kind kind, String words) {

    /** What can be told to differ. */
    enum Kind {
        /** A number that is not in the evidence, in whatever way it is written. */
        NUMBER,
        /** A date that is not in the evidence, in whatever way it is written. */
        DATE,
        /** A name that is not in the evidence. */
        NAME,
        /** One denies what the other says. */
        NEGATION,
        /** One says the opposite word: more and fewer, before and after. */
        OPPOSITE
    }
}
