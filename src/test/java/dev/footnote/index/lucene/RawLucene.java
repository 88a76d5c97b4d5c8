package dev.footnote.index.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * What Lucene alone takes for the two searches on an index: the same queries without a filter, the best by score, and nothing read or
 * scored again. It gives neither ids nor an order among equals.
 */
public final class RawLucene implements Closeable {

    private final Directory directory;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final LexicalSearch words = new LexicalSearch(new FootnoteAnalyzer());

    private RawLucene(Directory directory) throws IOException {
        this.directory = directory;
        this.reader = DirectoryReader.open(directory);
        this.searcher = new IndexSearcher(reader);
        searcher.setSimilarity(LexicalSearch.SIMILARITY);
    }

    /** Opens what is published in an index's directory. */
    public static RawLucene open(Path index) throws IOException {
        IndexFolder folder = new IndexFolder(index);
        return new RawLucene(
                FSDirectory.open(folder.directory(folder.published().orElseThrow())));
    }

    /** Searches words; returns how many were found. */
    public int lexical(String text, int limit) {
        try {
            return searcher.search(words.query(text).orElse(new MatchNoDocsQuery("no word counts")), limit)
                    .scoreDocs
                    .length;
        } catch (IOException e) {
            throw StorageErrors.of("searching", Path.of(directory.toString()), e);
        }
    }

    /** Searches vectors with as many candidates as the product has looked for; returns how many were found. */
    public int nearest(float[] vector, int limit) {
        try {
            return searcher.search(
                            new KnnFloatVectorQuery(Fields.VECTOR, vector, VectorSearch.candidates(limit)), limit)
                    .scoreDocs
                    .length;
        } catch (IOException e) {
            throw StorageErrors.of("searching", Path.of(directory.toString()), e);
        }
    }

    /** Returns how many segments the index has. */
    public int segments() {
        return reader.leaves().size();
    }

    /** Reads the first so many vectors. */
    public List<float[]> vectors(int most) throws IOException {
        List<float[]> vectors = new ArrayList<>();
        for (LeafReaderContext leaf : reader.leaves()) {
            FloatVectorValues values = leaf.reader().getFloatVectorValues(Fields.VECTOR);
            for (int i = 0; values != null && i < values.size() && vectors.size() < most; i++) {
                vectors.add(values.vectorValue(i).clone());
            }
        }
        return vectors;
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
    }
}
