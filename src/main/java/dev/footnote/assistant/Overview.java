package dev.footnote.assistant;

import dev.footnote.answer.Evidence;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.SentenceSplitter;
import dev.footnote.corpus.Span;
import dev.footnote.index.DocumentSummary;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Answers questions about the documents as a whole, which no passage answers: "What is this document about?", "What can I ask you?". One
 * document is told by its first sentences and its headings, several by the first sentence of each. Safe for use by many threads.
 */
final class Overview {

    private static final String THE_DOCUMENTS =
            "(?:th(?:is|ese|e)|your|my|our) (?:documents?|files?|folders?|texts?|articles?|pages?|papers?|corpus|collection|knowledge base|docs)";

    private static final Pattern ASKED_FOR = Pattern.compile("(?i)^(?:please |can you |could you )*(?:"
            + "what (?:is|are|'s) (?:in )?" + THE_DOCUMENTS + "(?: all)?(?: about)?"
            + "|what (?:do|does) " + THE_DOCUMENTS + " (?:contain|cover|say|describe|deal with|talk about)"
            + "|what(?: else)? (?:can|could|may|should) (?:i|we|one) ask(?: you| here| about)?"
            + "|what (?:questions )?can you (?:answer|do|tell me|help(?: me)? with)"
            + "|what (?:do you know|can you tell me)(?: about)?"
            + "|(?:what|which) (?:documents?|files?|topics?|subjects?) (?:are (?:there|in here|covered)|do you (?:have|know|cover))"
            + "|(?:summari[sz]e|describe|give (?:me )?an? (?:overview|summary) of) " + THE_DOCUMENTS + ")"
            + "[\\s?.!]*$");

    private static final int MOST_DOCUMENTS = 5;
    private static final int MOST_SENTENCES = 3;
    private static final int MOST_HEADINGS = 8;

    /** How much of a document's beginning is looked at, in characters. */
    private static final int BEGINNING = 5000;

    private static final int FEWEST_WORDS = 4;

    private final SentenceSplitter splitter = new SentenceSplitter();
    private final SupportJudge judge;

    Overview(SupportJudge judge) {
        this.judge = judge;
    }

    /** Tells whether a question asks about the documents as a whole. */
    static boolean isAskedFor(Question question) {
        return ASKED_FOR.matcher(question.text()).matches();
    }

    /** Returns the overview; not found where there are no documents, or none with a sentence. */
    Draft of(Snapshot snapshot, PassageFilter filter) {
        List<DocumentSummary> summaries = snapshot.documents(filter, Optional.empty(), MOST_DOCUMENTS);
        List<Draft.DraftSentence> sentences = new ArrayList<>();
        for (DocumentSummary summary : summaries) {
            snapshot.document(summary.id(), filter)
                    .ifPresent(
                            document -> sentences.addAll(summaries.size() == 1 ? wholly(document) : briefly(document)));
        }
        return sentences.isEmpty() ? Draft.notFound(0, List.of()) : Draft.answered(null, 1, sentences);
    }

    private List<Draft.DraftSentence> wholly(Document document) {
        List<Draft.DraftSentence> said = new ArrayList<>(beginning(document, MOST_SENTENCES));
        List<Evidence> headings = document.headings().stream()
                .map(heading -> new Evidence(document, new Span(heading.start(), heading.end())))
                .filter(heading -> !heading.quote().equals(document.title()))
                .limit(MOST_HEADINGS)
                .toList();
        if (!headings.isEmpty()) {
            List<String> titles =
                    headings.stream().map(DraftSentences::text).distinct().toList();
            said.add(new Draft.DraftSentence(
                    "Its sections include: " + String.join("; ", titles) + ".", headings, SupportJudge.QUOTED));
        }
        return said;
    }

    private List<Draft.DraftSentence> briefly(Document document) {
        return beginning(document, 1).stream()
                .map(sentence -> sentence.ledBy("“" + document.title() + "”: "))
                .toList();
    }

    private List<Draft.DraftSentence> beginning(Document document, int count) {
        String text = document.text();
        String beginning = text.substring(0, Math.min(text.length(), BEGINNING));
        return splitter.split(beginning).stream()
                .filter(sentence -> sentence.of(text).split("\\s+", FEWEST_WORDS).length == FEWEST_WORDS)
                .filter(sentence -> document.headings().stream()
                        .noneMatch(heading -> sentence.overlaps(new Span(heading.start(), heading.end()))))
                .limit(count)
                .map(sentence -> {
                    Evidence evidence = new Evidence(document, sentence);
                    String words = DraftSentences.text(evidence);
                    double support = judge.judge(words, document, sentence).chance();
                    return new Draft.DraftSentence(words, List.of(evidence), support);
                })
                .toList();
    }
}
