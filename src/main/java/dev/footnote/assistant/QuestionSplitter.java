package dev.footnote.assistant;

import dev.footnote.corpus.SentenceSplitter;
import dev.footnote.retrieval.Query;
import dev.footnote.retrieval.Synonyms;
import dev.footnote.retrieval.WeightedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Takes a message apart into the questions that it asks. Safe for use by many threads. */
final class QuestionSplitter {

    /** A message of more questions is taken as one: it is rather a text with questions in it. */
    private static final int MOST = 4;

    private static final String ASKING = "(?:who|whom|whose|when|where|why|how|what|which)";

    /** "…, and when did …": where a second question begins within the sentence of the first. */
    private static final Pattern SECOND_QUESTION = Pattern.compile(
            "(?i),? and (?=" + ASKING
                    + " (?:\\w+ ){0,2}?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)\\b)|,? and (?=who \\w+ed\\b)");

    private static final Pattern BEGINS_WITH_QUESTION = Pattern.compile("(?i)^" + ASKING + "\\b.*", Pattern.DOTALL);

    /** Less, such as "Right?", asks nothing of its own. */
    private static final int FEWEST_WORDS = 3;

    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private static final Pattern REFERS_BACK = Pattern.compile(
            "(?i)\\b(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|this|that|these|those|there|then)\\b");

    private final SentenceSplitter splitter = new SentenceSplitter();
    private final Synonyms synonyms;

    QuestionSplitter(Synonyms synonyms) {
        this.synonyms = synonyms;
    }

    /**
     * One question of a message.
     *
     * @param analysis what is asked
     * @param queries what is searched for: the question or, where it refers back, the whole message, with what gives it its meaning in the
     *     conversation, and with the other names of what it names
     * @param read the question with what it refers to and those other names
     * @param resolved the question with what it refers to
     * @param dependent whether it cannot be understood without what was said before
     */
    record Part(
            QuestionAnalysis analysis, List<WeightedQuery> queries, String read, String resolved, boolean dependent) {}

    /**
     * Returns the questions of a message in their order, at least one. Sentences that ask nothing belong to the question after them, at the end
     * to the one before.
     *
     * @param history what was said before, oldest first
     * @param rewriting may put what a question refers to into it; asked only where a message is one question that cannot be understood by itself
     */
    List<Part> parts(Question question, List<Exchange> history, Rewriting rewriting) {
        List<String> texts = texts(question.text());
        if (texts.size() < 2 || texts.size() > MOST) {
            FollowUp understood = FollowUp.of(question.text(), history);
            Optional<String> rewritten =
                    understood.dependent() ? rewriting.of(question.text(), history) : Optional.empty();
            return List.of(part(rewritten.map(understood::rewritten).orElse(understood)));
        }
        List<Part> parts = new ArrayList<>();
        for (String text : texts) {
            boolean refersBack = !parts.isEmpty() && REFERS_BACK.matcher(text).find();
            FollowUp understood = FollowUp.of(text, history);
            parts.add(part(
                    refersBack
                            ? new FollowUp(
                                    text,
                                    text,
                                    FollowUp.of(question.text(), history).queries(),
                                    understood.dependent())
                            : understood));
        }
        return parts;
    }

    private Part part(FollowUp understood) {
        List<WeightedQuery> queries = understood.queries().stream()
                .map(each ->
                        new WeightedQuery(new Query(synonyms.expand(each.query().text())), each.weight()))
                .toList();
        return new Part(
                QuestionAnalysis.of(understood.analysed()),
                queries,
                synonyms.expand(understood.resolved()),
                understood.resolved(),
                understood.dependent());
    }

    private List<String> texts(String message) {
        List<String> texts = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String sentence :
                splitter.split(message).stream().map(span -> span.of(message)).toList()) {
            open.append(open.isEmpty() ? "" : " ").append(sentence);
            if (sentence.endsWith("?")
                    && WORDS.splitAsStream(sentence)
                                    .filter(word -> !word.isEmpty())
                                    .count()
                            >= FEWEST_WORDS) {
                texts.addAll(apart(open.toString()));
                open.setLength(0);
            }
        }
        if (!open.isEmpty()) {
            if (texts.isEmpty()) {
                texts.addAll(apart(open.toString()));
            } else {
                texts.addLast(texts.removeLast() + " " + open);
            }
        }
        return texts;
    }

    private static List<String> apart(String text) {
        if (!BEGINS_WITH_QUESTION.matcher(text).matches()) {
            return List.of(text);
        }
        return SECOND_QUESTION.splitAsStream(text).toList();
    }
}
