package dev.footnote.chat;

import java.util.Set;

/** What the program itself says in a chat, in each language it knows. */
public enum Words {
    /** Shown while passages are searched. */
    SEARCHING("Searching the documents…", "Die Dokumente werden durchsucht…"),
    /** There are more questions than can be answered. */
    BUSY(
            "I am busy with other questions just now. Please ask again in a minute.",
            "Gerade sind zu viele Fragen da. Bitte frage in einer Minute noch einmal."),
    /** What was typed cannot be asked. */
    NO_SUCH_QUESTION(
            "A question is text of at least one word and at most 2,000 characters. Please ask in other words.",
            "Eine Frage ist Text aus mindestens einem Wort und höchstens 2.000 Zeichen. Bitte frage mit anderen Worten."),
    /** It took too long. */
    TOO_LONG("That took too long, so I stopped. Please ask again.", "Das dauerte zu lange. Bitte frage noch einmal."),
    /** Something failed on our side. */
    FAILED(
            "Something went wrong on my side; the log says what. Please ask again.",
            "Bei mir ging etwas schief; im Protokoll steht, was. Bitte frage noch einmal."),
    /** There is nothing to answer from yet. */
    NOTHING_INDEXED(
            "The documents have not been read yet. Please ask again in a minute.",
            "Die Dokumente sind noch nicht gelesen. Bitte frage in einer Minute noch einmal."),
    /** A command's answer is longer than fits where commands are answered, and goes on elsewhere. */
    REST_IN_MESSAGES(
            "The rest of this answer is in our direct messages.",
            "Der Rest dieser Antwort steht in unseren Direktnachrichten."),
    /** A command's answer is longer than fits where commands are answered, and cannot go on elsewhere. */
    REST_TOO_LONG(
            "The rest of this answer does not fit here. Ask me in a direct message to read the whole.",
            "Der Rest dieser Antwort passt hier nicht. Frage mich in einer Direktnachricht, um alles zu lesen."),
    /** The answer takes longer than the chat program waits, and follows by itself. */
    LATER("This takes longer; the answer follows.", "Das dauert länger; die Antwort folgt."),
    /** A title over suggested questions. */
    ASK("Ask, for example:", "Frage zum Beispiel:"),
    /** There is a command and no question. */
    NO_QUESTION("Type your question behind the command.", "Schreibe deine Frage hinter das Kommando."),
    /** Somebody pressed stop before anything was written. */
    STOPPED("Stopped.", "Angehalten."),
    /** Goes before the passages that came nearest. */
    NEAREST("Nearest passages", "Die nächstliegenden Stellen"),
    /** A button that opens all footnotes. */
    SHOW_ALL("Show all sources", "Alle Quellen zeigen"),
    /** The title of a window of footnotes. */
    SOURCES("Sources", "Quellen"),
    /** An answer is asked for that is not there. */
    NOT_KEPT("This answer is not kept any more.", "Diese Antwort ist nicht mehr da."),
    /** The title of a window that asks why an answer is disliked. */
    FEEDBACK("Feedback", "Rückmeldung"),
    /** What such a window asks. */
    WHAT_WAS_WRONG("What was wrong with this answer?", "Was war an dieser Antwort falsch?"),
    /** A button that sends. */
    SEND("Send", "Senden"),
    /** What a button with a raised thumb means. */
    HELPED("This answer helped", "Diese Antwort half"),
    /** What a button with a lowered thumb means. */
    DID_NOT_HELP("This answer did not help", "Diese Antwort half nicht"),
    /** Thanks for feedback. */
    THANKS("Thank you.", "Danke."),
    /** Whoever asks may not. */
    NOT_ALLOWED(
            "I may not answer here. Ask whoever runs me.", "Hier darf ich nicht antworten. Frage, wer mich betreibt.");

    private static final Set<String> LANGUAGES = Set.of("en", "de");

    private final String english;
    private final String german;

    Words(String english, String german) {
        this.english = english;
        this.german = german;
    }

    /** Tells whether there are words in a language. */
    public static boolean has(String language) {
        return LANGUAGES.contains(language);
    }

    /** Returns the words in a language; in English where there are none. */
    public String in(String language) {
        return language.equals("de") ? german : english;
    }
}
