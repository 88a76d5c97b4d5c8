package dev.footnote.inference;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the best spans of one window by the sum of a start and an end logit.
 *
 * @param longest the most tokens a span may have
 * @param count the most spans to find
 */
record SpanSearch(int longest, int count) {

    /**
     * A span of tokens.
     *
     * @param first its first token
     * @param last its last token
     * @param score the sum of the start logit of the first and the end logit of the last
     */
    record TokenSpan(int first, int last, double score) {

        boolean overlaps(TokenSpan other) {
            return first <= other.last && other.first <= last;
        }
    }

    /**
     * Returns the best span, then the best that does not overlap it, and so on. Equal ones: the earlier first.
     *
     * @param from the first token to consider
     * @param to the token after the last to consider
     */
    List<TokenSpan> find(float[] starts, float[] ends, int from, int to) {
        List<TokenSpan> found = new ArrayList<>();
        while (found.size() < count) {
            TokenSpan best = best(starts, ends, from, to, found);
            if (best == null) {
                return found;
            }
            found.add(best);
        }
        return found;
    }

    private @Nullable TokenSpan best(float[] starts, float[] ends, int from, int to, List<TokenSpan> taken) {
        TokenSpan best = null;
        for (int first = from; first < to; first++) {
            for (int last = first; last < Math.min(to, first + longest); last++) {
                double score = (double) starts[first] + ends[last];
                if (best == null || score > best.score) {
                    TokenSpan span = new TokenSpan(first, last, score);
                    best = taken.stream().noneMatch(span::overlaps) ? span : best;
                }
            }
        }
        return best;
    }
}
