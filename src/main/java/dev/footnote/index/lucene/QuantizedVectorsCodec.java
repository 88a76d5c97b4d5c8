package dev.footnote.index.lucene;

import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/**
 * Writes Lucene's default format with vectors in 8 bits a component beside their full precision, under a graph. Stored text is
 * compressed for speed: it is read while someone waits, and the texts of a folder are small beside its vectors.
 */
final class QuantizedVectorsCodec extends Lucene104Codec {

    /** Neighbours of each node of the graph. */
    private static final int CONNECTIONS = 16;
    /** Candidates looked at when a node is added. */
    private static final int BEAM_WIDTH = 100;

    private final KnnVectorsFormat vectors =
            new Lucene104HnswScalarQuantizedVectorsFormat(ScalarEncoding.UNSIGNED_BYTE, CONNECTIONS, BEAM_WIDTH);

    QuantizedVectorsCodec() {
        super(Mode.BEST_SPEED);
    }

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return vectors;
    }
}
