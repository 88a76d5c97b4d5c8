package dev.footnote.sync;

import dev.footnote.corpus.Document;
import dev.footnote.corpus.PassageSplitter;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.PassageWriter;
import dev.footnote.inference.Encoder;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.IntConsumer;

/** Indexes documents that do not come from a folder, the same way as those that do. */
@Singleton
public final class DocumentIndexing {

    private final PassageSplitter splitter;
    private final Encoder encoder;
    private final PassageIndex index;

    DocumentIndexing(PassageSplitter splitter, Encoder encoder, PassageIndex index) {
        this.splitter = splitter;
        this.encoder = encoder;
        this.index = index;
    }

    /**
     * Adds documents to the index and commits them as complete.
     *
     * @param progress told, after each document, how many have been handed on
     * @return the generation that holds them
     * @throws InterruptedException if the thread is interrupted; what was committed stays
     */
    public long index(List<Document> documents, IntConsumer progress) throws InterruptedException {
        try (PassageEncoding encoding = new PassageEncoding(encoder);
                PassageWriter writer = index.writer()) {
            IndexingPipeline pipeline = new IndexingPipeline(writer, encoding);
            int done = 0;
            for (Document document : documents) {
                pipeline.add(document, splitter.split(document));
                progress.accept(++done);
            }
            return pipeline.finish();
        }
    }
}
