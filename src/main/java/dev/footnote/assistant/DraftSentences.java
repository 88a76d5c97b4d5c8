package dev.footnote.assistant;

import dev.footnote.answer.Evidence;
import dev.footnote.corpus.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Collects the sentences of an answer in the order in which they are said, none twice, up to a limit. */
final class DraftSentences {

    /** A sentence that stood in a list is said without the mark of the list; its citation keeps it. */
    private static final Pattern LIST_MARK = Pattern.compile("^(?:[-*•]|\\d{1,3}[.)])\\s+");

    private final int limit;
    private final SupportJudge judge;
    private final List<Draft.DraftSentence> sentences = new ArrayList<>();
    private final List<Evidence> said = new ArrayList<>();

    /** @param limit the most sentences */
    DraftSentences(int limit, SupportJudge judge) {
        this.limit = limit;
        this.judge = judge;
    }

    /**
     * Adds a sentence of the found answer's document. One that begins with a word that refers back brings the sentence before it, if there
     * is room for both; their footnote is the same and holds both.
     */
    void add(FoundAnswer found, Span sentence) {
        List<Span> together = found.sentences().selfContained(sentence).stream()
                .filter(span -> !isSaid(found.evidence(span)))
                .toList();
        boolean unsaid = together.contains(sentence);
        if (!unsaid || sentences.size() == limit) {
            return;
        }
        List<Span> fitting = sentences.size() + together.size() <= limit ? together : List.of(sentence);
        Optional<TableRow> row = TableRow.around(found.candidate().document(), sentence);
        if (row.isPresent()) {
            add(row.get());
            return;
        }
        Evidence evidence = found.evidence(
                new Span(fitting.getFirst().start(), fitting.getLast().end()));
        for (Span span : fitting) {
            said.add(found.evidence(span));
            sentences.add(judged(text(found.evidence(span)), evidence));
        }
    }

    /** A row is said with the heads of its columns, and cites both. */
    private void add(TableRow row) {
        if (!isSaid(row.row())) {
            said.add(row.row());
            double support = judge.judge(
                            row.row().quote(), row.row().document(), row.row().span())
                    .chance();
            sentences.add(new Draft.DraftSentence(row.text(), List.of(row.heads(), row.row()), support));
        }
    }

    private Draft.DraftSentence judged(String text, Evidence evidence) {
        double support = judge.judge(text, evidence.document(), evidence.span()).chance();
        return new Draft.DraftSentence(text, List.of(evidence), support);
    }

    List<Draft.DraftSentence> sentences() {
        return List.copyOf(sentences);
    }

    /** Returns evidence on one line and without the mark of a list. */
    static String text(Evidence evidence) {
        return LIST_MARK.matcher(evidence.quote()).replaceFirst("").replaceAll("\\s+", " ");
    }

    private boolean isSaid(Evidence evidence) {
        return said.stream()
                .anyMatch(other -> other.quote().equals(evidence.quote())
                        || (other.document().id().equals(evidence.document().id())
                                && other.span().overlaps(evidence.span())));
    }
}
