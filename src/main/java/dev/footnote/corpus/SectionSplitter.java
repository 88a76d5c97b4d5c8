package dev.footnote.corpus;

import java.util.ArrayList;
import java.util.List;

/** Groups the sentences of one section, the text from one heading to the next, into passages. Used once. */
final class SectionSplitter {

    private final PassageSplitterConfiguration configuration;
    private final List<Sentence> sentences;

    SectionSplitter(PassageSplitterConfiguration configuration, List<Sentence> sentences) {
        this.configuration = configuration;
        this.sentences = sentences;
    }

    List<Span> split() {
        List<Span> passages = new ArrayList<>();
        int first = 0; // the first sentence that no passage holds yet
        int from = 0; // the first sentence of the passage: earlier than that, by the overlap
        while (first < sentences.size()) {
            int end = end(from, first);
            boolean shortRest = length(first, end) < configuration.shortest() && end == sentences.size();
            if (shortRest && !passages.isEmpty() && fitsInto(passages.getLast())) {
                Span last = passages.removeLast();
                passages.add(new Span(last.start(), sentences.getLast().span().end()));
                return passages;
            }
            passages.add(new Span(start(from), sentences.get(end - 1).span().end()));
            int next = overlapStart(from, end);
            from = end < sentences.size() && length(next, end + 1) > configuration.longest() ? end : next;
            first = end;
        }
        return passages;
    }

    /** Returns the index after the last sentence of the passage whose first new sentence is {@code first}. */
    private int end(int from, int first) {
        int end = first + 1;
        while (end < sentences.size() && length(from, end + 1) <= configuration.targetLength()) {
            end++;
        }
        // A heading or a short beginning takes one more sentence along, so that it does not stand alone
        if (end < sentences.size()
                && length(first, end) < configuration.shortest()
                && length(from, end + 1) <= configuration.longest()) {
            return end + 1;
        }
        return end == sentences.size() ? end : lastParagraphEnd(from, first, end);
    }

    /** Returns the last end of a paragraph that leaves the passage long enough, else {@code end}. */
    private int lastParagraphEnd(int from, int first, int end) {
        for (int i = end; i > first; i--) {
            if (length(from, i) < configuration.targetLength() * 6L / 10) {
                break;
            }
            if (sentences.get(i - 1).endsParagraph()) {
                return i;
            }
        }
        return end;
    }

    /** Returns the index of the first of the last sentences before {@code end} that fit into the overlap; never {@code from}. */
    private int overlapStart(int from, int end) {
        int start = end;
        while (start - 1 > from && length(start - 1, end) <= configuration.overlapLength()) {
            start--;
        }
        return start;
    }

    private boolean fitsInto(Span passage) {
        return sentences.getLast().span().end() - passage.start() <= configuration.longest();
    }

    private int start(int index) {
        return sentences.get(index).span().start();
    }

    /** Returns the length of the text from sentence {@code from} to the one before {@code end}, 0 if there is none. */
    private int length(int from, int end) {
        return end <= from ? 0 : sentences.get(end - 1).span().end() - start(from);
    }
}
