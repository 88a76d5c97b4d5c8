package dev.footnote.assistant;

import dev.footnote.answer.Evidence;
import dev.footnote.corpus.Span;
import dev.footnote.retrieval.Candidate;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Words that may answer a question, with the sentence they stand in. Offsets are those of the document.
 *
 * @param candidate the passage they were found in
 * @param sentences the sentences of that passage
 * @param answer the words
 * @param sentence the sentence that holds them, or most of them
 * @param answerScore the reader's score: how much likelier these words are than that the passage does not answer
 * @param chance the chance that they answer the question, from 0 to 1: see {@link EvidenceScore}
 */
record FoundAnswer(
        Candidate candidate,
        PassageSentences sentences,
        Span answer,
        Span sentence,
        double answerScore,
        double chance) {

    static final Comparator<FoundAnswer> BEST_FIRST = Comparator.comparingDouble(FoundAnswer::chance)
            .reversed()
            .thenComparing(FoundAnswer::documentId)
            .thenComparingInt(found -> found.answer().start());

    private static final Pattern WORDS = Pattern.compile("\\s+");

    String documentId() {
        return candidate.document().id();
    }

    /** Returns the words that may answer. */
    String words() {
        return answer.of(candidate.document().text());
    }

    /** Returns the sentence that holds them. */
    String sentenceText() {
        return sentence.of(candidate.document().text());
    }

    /** Returns a span of the same document as evidence. */
    Evidence evidence(Span span) {
        return new Evidence(candidate.document(), span);
    }

    /** Returns the title and the headings that the sentence stands under. */
    String context() {
        return candidate.document().title() + "\n"
                + String.join("\n", candidate.document().headingPathAt(sentence.start())) + "\n";
    }

    /** Tells whether more than half of the words of a term stand in the sentence. */
    boolean mentions(String term) {
        List<String> words = WORDS.splitAsStream(term).toList();
        return 2 * new NameMatcher(sentenceText()).missing(words).size() < words.size();
    }

    /** Tells whether both stand in the same sentence, or in sentences of the same words. */
    boolean repeats(FoundAnswer other) {
        return sentenceText().equals(other.sentenceText())
                || (documentId().equals(other.documentId()) && sentence.overlaps(other.sentence()));
    }
}
