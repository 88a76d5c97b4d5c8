package dev.footnote.index.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * Tells how close together the words of a question stand in a text, which BM25 does not see: "the lake in the park" and "the park's
 * lake" against a park here and a lake there (the ordered and unordered windows of Metzler and Croft's sequential dependence model, SIGIR
 * 2005, without its index of pairs: texts are looked at when they have been found).
 *
 * <p>Two shares, each from 0 to 1, the first weighing double: of the question's pairs of successive words, those that follow each other
 * in the text, at most {@value #PAIR_REACH} words on; and of its distinct words, those that one stretch of {@value #WINDOW} words holds at
 * most. Words are those of {@link FootnoteAnalyzer}; distances count function words too.
 */
final class TermProximity {

    private static final int PAIR_REACH = 3;
    private static final int WINDOW = 25;

    private final Analyzer analyzer;
    private final Set<String> words = new HashSet<>();
    private final Map<String, Set<String>> successors = new HashMap<>();
    private final int pairs;

    TermProximity(Analyzer analyzer, String question) {
        this.analyzer = analyzer;
        List<Token> tokens = tokens(question);
        int count = 0;
        for (int i = 0; i < tokens.size() && words.size() < LexicalSearch.MAX_WORDS; i++) {
            words.add(tokens.get(i).word);
            if (i > 0 && successors(tokens.get(i - 1).word).add(tokens.get(i).word)) {
                count++;
            }
        }
        this.pairs = count;
    }

    /** Returns the closeness, from 0 to 1, of the question's words in a text. */
    double in(String text) {
        if (words.isEmpty()) {
            return 0;
        }
        List<Token> held = tokens(text).stream()
                .filter(token -> words.contains(token.word))
                .toList();
        return (2 * sharePaired(held) + (double) mostInWindow(held) / words.size()) / 3;
    }

    private double sharePaired(List<Token> held) {
        if (pairs == 0) {
            return 0;
        }
        Map<String, Set<String>> found = new HashMap<>();
        int count = 0;
        for (int i = 0; i < held.size(); i++) {
            Token first = held.get(i);
            Set<String> wanted = successors.getOrDefault(first.word, Set.of());
            for (int j = i + 1; j < held.size() && held.get(j).position - first.position <= PAIR_REACH; j++) {
                String second = held.get(j).word;
                if (wanted.contains(second)
                        && found.computeIfAbsent(first.word, word -> new HashSet<>())
                                .add(second)) {
                    count++;
                }
            }
        }
        return (double) count / pairs;
    }

    private static int mostInWindow(List<Token> held) {
        Map<String, Integer> inside = new HashMap<>();
        int most = 0;
        int oldest = 0;
        for (Token newest : held) {
            inside.merge(newest.word, 1, Integer::sum);
            while (held.get(oldest).position < newest.position - WINDOW) {
                inside.computeIfPresent(held.get(oldest).word, (word, count) -> count == 1 ? null : count - 1);
                oldest++;
            }
            most = Math.max(most, inside.size());
        }
        return most;
    }

    private Set<String> successors(String word) {
        return successors.computeIfAbsent(word, first -> new HashSet<>());
    }

    private List<Token> tokens(String text) {
        try (TokenStream stream = analyzer.tokenStream(Fields.TEXT, text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            PositionIncrementAttribute increment = stream.addAttribute(PositionIncrementAttribute.class);
            List<Token> tokens = new ArrayList<>();
            int position = 0;
            stream.reset();
            while (stream.incrementToken()) {
                position += increment.getPositionIncrement();
                tokens.add(new Token(term.toString(), position));
            }
            return tokens;
        } catch (IOException e) {
            throw new UncheckedIOException("reading a text in memory", e);
        }
    }

    private record Token(String word, int position) {}
}
