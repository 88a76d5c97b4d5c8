package dev.footnote.assistant;

/**
 * What tells whether evidence bears out a sentence, with what each of it adds to the log-odds that it does. The weights are those of a
 * logistic regression on half of the documents of the pairs that {@code SupportPairs} makes; where those of missing names came out lower
 * than here, since people who write from a passage bring names along that it lacks, the cost is set higher and the others were fitted to it.
 */
enum Signal {
    /** The square of the share of its words that stand neither in the evidence nor in title and headings. */
    MISSING(-4),
    /** The share that only title and headings have. */
    ONLY_IN_CONTEXT(-0.35),
    /** Numbers and dates that the passage lacks. */
    FIGURE_MISSING(-4.9),
    /** Numbers and dates in whose place the evidence has another one. */
    FIGURE_REPLACED(-5.2),
    /** Names that the passage lacks. */
    NAME_MISSING(-2.5),
    /** Names in whose place the evidence has another one. */
    NAME_REPLACED(-3.6),
    /** Denials of what the evidence does not deny. */
    DENIAL_ADDED(-2.8),
    /** Denials of the evidence that the sentence leaves out. */
    DENIAL_DROPPED(-2.5),
    /** Whether one denies something and the other nothing. */
    ONE_DENIES(-0.9),
    /** Whether one denies more often than the other where they are nearly the same otherwise. */
    DENIALS_DIFFER(-3.1),
    /** Words in whose place the evidence has the opposite. */
    OPPOSITE(-6.8),
    /** The share of words that stand near the word that they follow, but before it. */
    TURNED_ROUND(-1.3),
    /** The share of words in whose place the evidence has others. */
    WORDS_REPLACED(-1),
    /** The share of words that the evidence has in another order. */
    MOVED(-2);

    /** The log-odds of a sentence that differs in nothing. */
    static final double BIAS = 2.75;

    /** More of a kind says no more. */
    private static final double MOST = 2;

    private final double weight;

    Signal(double weight) {
        this.weight = weight;
    }

    /** Returns what a value of this signal adds to the log-odds. */
    double contribution(double value) {
        return weight * capped(value);
    }

    /** Returns the part of a value that counts. */
    static double capped(double value) {
        return Math.min(MOST, value);
    }
}
