package dev.footnote.assistant;

import dev.footnote.answer.Evidence;
import dev.footnote.corpus.Span;
import dev.footnote.retrieval.Candidate;
import java.util.ArrayList;
import java.util.List;

/** Chooses the passages that a language model is given: the best first, as many as fit, neighbours in one document as one. */
final class PassageSelection {

    /** What a passage costs beside its text: its number, its source and the marks around it. */
    private static final int FRAME_TOKENS = 40;

    /** English text has some four characters to a token with the usual tokenizers; fewer in most other languages. */
    private static final double CHARACTERS_PER_TOKEN = 3.5;

    private PassageSelection() {}

    /**
     * Chooses.
     *
     * @param candidates best first
     * @param tokens about how many tokens they may have together; the best is chosen even if it has more
     * @return the best first; none overlaps another
     */
    static List<Evidence> choose(List<Candidate> candidates, int tokens) {
        List<Evidence> chosen = new ArrayList<>();
        int left = tokens;
        for (Candidate candidate : candidates) {
            Evidence passage =
                    new Evidence(candidate.document(), candidate.passage().span());
            left -= tokens(passage);
            if (left < 0 && !chosen.isEmpty()) {
                break;
            }
            add(chosen, passage);
        }
        return chosen;
    }

    private static int tokens(Evidence passage) {
        return FRAME_TOKENS + (int) Math.ceil(passage.span().length() / CHARACTERS_PER_TOKEN);
    }

    /** A passage that touches one chosen before is joined to it, and may so bring together two that did not touch. */
    private static void add(List<Evidence> chosen, Evidence passage) {
        Evidence joined = passage;
        int place = chosen.size();
        for (int i = chosen.size() - 1; i >= 0; i--) {
            if (touch(chosen.get(i), joined)) {
                joined = join(chosen.remove(i), joined);
                place = i;
            }
        }
        chosen.add(place, joined);
    }

    private static boolean touch(Evidence one, Evidence other) {
        if (!one.document().id().equals(other.document().id())) {
            return false;
        }
        int end = Math.min(one.span().end(), other.span().end());
        int start = Math.max(one.span().start(), other.span().start());
        return start <= end || one.document().text().substring(end, start).isBlank();
    }

    private static Evidence join(Evidence one, Evidence other) {
        int start = Math.min(one.span().start(), other.span().start());
        int end = Math.max(one.span().end(), other.span().end());
        return new Evidence(one.document(), new Span(start, end));
    }
}
