package dev.footnote.sync;

import dev.footnote.corpus.CorpusFolder;
import dev.footnote.corpus.PassageSplitter;
import dev.footnote.corpus.PassageSplitterConfiguration;
import dev.footnote.index.IndexFormat;
import dev.footnote.index.Manifest;
import dev.footnote.inference.Encoder;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Says how documents become an index: the splitter, and the manifest that names everything that shapes the index. */
@Factory
final class SyncFactory {

    /** Raised when what the encoder is given of a passage changes: see {@link PassageEncoding#input}. */
    private static final String INPUT = "title+headings+text";

    @Singleton
    PassageSplitter splitter() {
        return new PassageSplitter(PassageSplitterConfiguration.DEFAULT);
    }

    @Singleton
    Manifest manifest(Encoder encoder, PassageSplitter splitter, IndexFormat format) {
        return new Manifest(
                format.schema(),
                encoder.id(),
                encoder.hash(),
                encoder.dimension(),
                splitter.version(),
                format.analyzer(),
                CorpusFolder.EXTRACTION + "," + INPUT);
    }
}
