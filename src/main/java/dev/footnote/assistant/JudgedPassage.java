package dev.footnote.assistant;

import dev.footnote.assistant.Wording.Item;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.SentenceSplitter;
import dev.footnote.corpus.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The sentences of one passage, analysed, and the choice of those that bear out a claim. */
final class JudgedPassage {

    private static final int MOST_SENTENCES = 3;
    private static final double NAME_OR_FIGURE = 1.5;

    /** What a further sentence must hold of the claim that those chosen before do not, in words. */
    private static final double LEAST_GAIN = 2;

    private final List<Span> sentences;
    private final List<Wording> wordings;
    private final Wording passage;
    private final Wording context;

    JudgedPassage(Document document, Span span, SentenceSplitter splitter) {
        sentences = splitter.split(span.of(document.text())).stream()
                .map(sentence -> new Span(sentence.start() + span.start(), sentence.end() + span.start()))
                .toList();
        wordings = sentences.stream()
                .map(sentence -> Wording.of(sentence.of(document.text())))
                .toList();
        passage = Wording.joined(wordings);
        context = Wording.of(document.title() + "\n" + String.join("\n", document.headingPathAt(span.start())));
    }

    /** Chooses the sentences that bear out a claim. */
    Chosen choose(Wording claim) {
        Set<Integer> borneOut = new HashSet<>();
        List<Integer> chosen = new ArrayList<>();
        while (chosen.size() < MOST_SENTENCES) {
            double most = chosen.isEmpty() ? 0 : LEAST_GAIN;
            int best = -1;
            for (int i = 0; i < wordings.size(); i++) {
                double gain = gain(claim, wordings.get(i), borneOut);
                if (gain > 0 && (best < 0 ? gain >= most : gain > most)) {
                    most = gain;
                    best = i;
                }
            }
            if (best < 0) {
                break;
            }
            chosen.add(best);
            Wording sentence = wordings.get(best);
            IntStream.range(0, claim.items().size())
                    .filter(i -> !sentence.occurrences(claim.items().get(i)).isEmpty())
                    .forEach(borneOut::add);
        }
        return new Chosen(List.copyOf(chosen));
    }

    private static double gain(Wording claim, Wording sentence, Set<Integer> borneOut) {
        double gain = 0;
        for (int i = 0; i < claim.items().size(); i++) {
            Item item = claim.items().get(i);
            if (!borneOut.contains(i) && !sentence.occurrences(item).isEmpty()) {
                gain += item.isNameOrFigure() ? NAME_OR_FIGURE : 1;
            }
        }
        return gain;
    }

    /** Sentences of this passage, the one that bears out most first. */
    final class Chosen {

        private final List<Integer> chosen;

        private Chosen(List<Integer> chosen) {
            this.chosen = chosen;
        }

        /** Returns where they stand in the document's text, in reading order. */
        List<Span> spans() {
            return chosen.stream()
                    .sorted(Comparator.naturalOrder())
                    .map(sentences::get)
                    .toList();
        }

        Comparison compare(Wording claim) {
            List<Wording> inOrder = chosen.stream()
                    .sorted(Comparator.naturalOrder())
                    .map(wordings::get)
                    .toList();
            Wording support = inOrder.size() == 1 ? inOrder.getFirst() : Wording.joined(inOrder);
            Wording best = chosen.size() <= 1 ? support : wordings.get(chosen.getFirst());
            return new Comparison(claim, best, support, passage, context);
        }
    }
}
