package dev.footnote.sync;

import dev.footnote.corpus.Document;
import dev.footnote.corpus.Passage;
import dev.footnote.corpus.PassageSplitter;
import dev.footnote.index.PassageIndex;
import dev.footnote.inference.Encoder;

/** Makes the indexing of documents outside the container. */
public final class IndexingForBenchmarks {

    private IndexingForBenchmarks() {}

    /** Returns what the encoder sees of a passage. */
    public static String input(Document document, Passage passage) {
        return PassageEncoding.input(document, passage);
    }

    /** Returns the product's own indexing, of the parts given. */
    public static DocumentIndexing of(PassageSplitter splitter, Encoder encoder, PassageIndex index) {
        return new DocumentIndexing(splitter, encoder, index);
    }
}
