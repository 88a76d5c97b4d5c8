package dev.footnote.corpus;

/**
 * How long passages are, in UTF-16 code units.
 *
 * @param targetLength what a passage grows to, {@value #LEAST_TARGET} to {@value #MOST_TARGET}. A passage may be longer by a quarter, to keep a short
 *     rest or a heading with what belongs to it
 * @param overlapLength how much of a passage's end, in whole sentences, the next one repeats at most; 0 to half the target
 */
public record PassageSplitterConfiguration(int targetLength, int overlapLength) {

    /** The least target length. */
    public static final int LEAST_TARGET = 200;

    /** The greatest target length. */
    public static final int MOST_TARGET = 4000;

    /**
     * Passages of about three paragraphs: with a question they fit the 384 tokens that the reader sees at a time, and the 512 of the
     * encoder.
     */
    public static final PassageSplitterConfiguration DEFAULT = new PassageSplitterConfiguration(1000, 200);

    public PassageSplitterConfiguration {
        if (targetLength < LEAST_TARGET || targetLength > MOST_TARGET) {
            throw new IllegalArgumentException("a passage's target length must be from " + LEAST_TARGET + " to "
                    + MOST_TARGET + " characters, got " + targetLength);
        }
        if (overlapLength < 0 || overlapLength > targetLength / 2) {
            throw new IllegalArgumentException("passages must overlap by 0 to " + targetLength / 2
                    + " characters, half their target length, got " + overlapLength);
        }
    }

    /** Returns the most code units in a passage, unless a single sentence is longer. */
    int longest() {
        return targetLength + targetLength / 4;
    }

    /** Returns the fewest code units that are worth a passage of their own. */
    int shortest() {
        return targetLength / 4;
    }
}
