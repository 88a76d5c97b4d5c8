package dev.footnote.assistant;

/** What kind of answer a question asks for. */
enum QuestionType {
    /** How many, how much, how old: a number. */
    NUMBER(true),
    /** When, which year: a date or time. */
    DATE(true),
    /** Who: a person or group. */
    PERSON(true),
    /** Where, which country: a place. */
    PLACE(true),
    /** What, which: the name of a thing. */
    NAME(true),
    /** Which ones: all that there are. */
    LIST(true),
    /** What two things have in common, or how they differ: sentences about each. */
    COMPARISON(false),
    /** What or who something is: sentences that define it. */
    DEFINITION(false),
    /** Why: sentences that give the reason. */
    REASON(false),
    /** How: sentences that tell the way. */
    MANNER(false),
    /** Whether something is so. */
    YES_NO(false),
    /** Anything else, such as a few keywords. */
    OTHER(false);

    private final boolean shortAnswer;

    QuestionType(boolean shortAnswer) {
        this.shortAnswer = shortAnswer;
    }

    /** Tells whether a few words answer it, to be shown before the sentence they stand in. */
    boolean asksForShortAnswer() {
        return shortAnswer;
    }
}
