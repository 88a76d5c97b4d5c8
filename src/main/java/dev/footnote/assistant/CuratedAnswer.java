package dev.footnote.assistant;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer that someone has written down.
 *
 * @param place the file and line it begins at, for people
 * @param wordings the ways to ask for it, at least one
 * @param sentences what it says, at least one
 */
record CuratedAnswer(String place, List<String> wordings, List<CuratedSentence> sentences) {

    CuratedAnswer {
        wordings = List.copyOf(wordings);
        sentences = List.copyOf(sentences);
    }

    /**
     * What stands before a footnote.
     *
     * @param text what it says, on one line
     * @param sources what it rests on, at least one
     */
    record CuratedSentence(String text, List<Source> sources) {

        CuratedSentence {
            sources = List.copyOf(sources);
        }
    }

    /**
     * Words of a document.
     *
     * @param collection the document's collection; null: any that has the path
     * @param path the document's path within it
     * @param quote its words, to the letter
     */
    record Source(@Nullable String collection, String path, String quote) {}
}
