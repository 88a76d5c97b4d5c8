package dev.footnote.assistant;

import dev.footnote.answer.Evidence;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.DocumentId;
import dev.footnote.corpus.Span;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks up what a curated answer quotes in the documents as they are now. */
final class CuratedEvidence {

    /** Someone has written it down and its words still stand where it says. */
    private static final double WRITTEN = 1;

    private final Snapshot snapshot;
    private final PassageFilter filter;

    /** @param filter what the asker may see and wants to ask */
    CuratedEvidence(Snapshot snapshot, PassageFilter filter) {
        this.snapshot = snapshot;
        this.filter = filter;
    }

    /** Returns the answer as a draft; empty where a sentence has no quote left that stands in a document that the filter lets pass. */
    Optional<Draft> draft(CuratedAnswer answer) {
        List<Draft.DraftSentence> sentences = new ArrayList<>();
        for (CuratedAnswer.CuratedSentence sentence : answer.sentences()) {
            List<Evidence> evidence = sentence.sources().stream()
                    .flatMap(source -> find(source).stream())
                    .toList();
            if (evidence.isEmpty()) {
                return Optional.empty();
            }
            sentences.add(new Draft.DraftSentence(sentence.text(), evidence, WRITTEN));
        }
        return Optional.of(Draft.answered(null, WRITTEN, sentences));
    }

    private Optional<Evidence> find(CuratedAnswer.Source source) {
        List<String> collections = source.collection() == null
                ? filter.collections().stream().sorted().toList()
                : List.of(source.collection());
        for (String collection : collections) {
            Optional<Document> document = snapshot.document(DocumentId.of(collection, source.path()), filter);
            int at = document.map(found -> found.text().indexOf(source.quote())).orElse(-1);
            if (at >= 0) {
                Span span = new Span(at, at + source.quote().length());
                return Optional.of(new Evidence(document.get(), span));
            }
        }
        return Optional.empty();
    }
}
