package dev.footnote.assistant;

import dev.footnote.answer.Evidence;
import dev.footnote.retrieval.Synonyms;
import java.util.ArrayList;
import java.util.List;

/** Says that no answer was found, and what was looked for in vain. */
final class NotFound {

    private static final String NO_SENTENCE =
            "No sentence was found in the documents that answers this question surely enough.";
    private static final String NO_DOCUMENTS = "There are no documents to answer this question from.";
    private static final int MOST_NAMED = 4;

    private NotFound() {}

    /**
     * Returns the text of an answer that is none.
     *
     * @param documents whether there are documents at all that the asker may see
     * @param nearest the passages that came nearest
     */
    static String text(boolean documents, List<QuestionAnalysis> questions, List<Evidence> nearest, Synonyms synonyms) {
        if (!documents) {
            return NO_DOCUMENTS;
        }
        List<String> absent = new ArrayList<>();
        if (!nearest.isEmpty()) {
            StringBuilder passages = new StringBuilder();
            nearest.forEach(passage -> passages.append(passage.document().title())
                    .append('\n')
                    .append(passage.quote())
                    .append('\n'));
            NameMatcher matcher = new NameMatcher(synonyms.named(passages.toString()));
            for (QuestionAnalysis question : questions) {
                absent.addAll(matcher.missing(question.names()));
                absent.addAll(matcher.missing(question.numbers()));
            }
        }
        if (absent.isEmpty()) {
            return NO_SENTENCE;
        }
        List<String> quoted = absent.stream()
                .distinct()
                .limit(MOST_NAMED)
                .map(word -> "“" + word + "”")
                .toList();
        return NO_SENTENCE + " The nearest passages do not mention " + String.join(" or ", quoted) + ".";
    }
}
