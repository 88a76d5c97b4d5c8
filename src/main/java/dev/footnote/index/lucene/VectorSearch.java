package dev.footnote.index.lucene;

import dev.footnote.index.PassageFilter;
import dev.footnote.index.lucene.PassageColumns.Found;
import dev.footnote.index.lucene.PassageColumns.FoundPassage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocAndFloatFeatureBuffer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/**
 * Finds the passages with the nearest vectors.
 *
 * <ul>
 *   <li>Up to {@code exactUpTo} vectors, all that the filter lets pass are compared: exact, and with a total order at the cut.
 *   <li>Up to {@code scannedUpTo}, all 8-bit vectors are compared: some milliseconds more than walking the graph (three times its time
 *       at 100,000), but nothing is missed among pages that resemble each other, where a graph misses a tenth. Beyond that, the graph is
 *       walked. Either gives more candidates than are wanted, and these are scored again with their full vectors. The order among them is
 *       total. Should the worst candidate tie with the last one wanted, there may be equals that were not given: then all are
 *       compared, as above.
 * </ul>
 *
 * Scores are inner products summed in double precision, in a fixed order: the same on every machine and in every segment.
 */
final class VectorSearch {

    /** How many vectors are compared between two looks at the clock. */
    private static final int CLOCK_INTERVAL = 1024;

    private final int exactUpTo;
    private final int scannedUpTo;

    VectorSearch(int exactUpTo, int scannedUpTo) {
        this.exactUpTo = exactUpTo;
        this.scannedUpTo = scannedUpTo;
    }

    /**
     * @param searcher one for this search alone, whose timeout this decides
     * @param timeout checked by the caller
     */
    List<FoundPassage> search(
            IndexSearcher searcher, DeadlineTimeout timeout, float[] vector, PassageFilter filter, int limit)
            throws IOException {
        if (filter.collections().isEmpty()) {
            return List.of();
        }
        IndexReader index = searcher.getIndexReader();
        int vectors = countVectors(index);
        int candidates = Math.min(candidates(limit), vectors);
        if (vectors <= exactUpTo || candidates == vectors) {
            return best(index, compareAll(searcher, timeout, vector, filter), limit);
        }
        Query narrowing = Filters.narrowing(filter, index).orElse(null);
        ScoreDoc[] found = vectors <= scannedUpTo
                ? scan(searcher, timeout, vector, narrowing, candidates)
                : searchGraph(searcher, timeout, vector, narrowing, candidates);
        List<Found> scored = compare(index, vector, found);
        if (scored.size() == candidates && tiesAtTheEdge(scored, limit)) {
            scored = compareAll(searcher, timeout, vector, filter);
        }
        return best(index, scored, limit);
    }

    private static ScoreDoc[] searchGraph(
            IndexSearcher searcher, DeadlineTimeout timeout, float[] vector, @Nullable Query narrowing, int candidates)
            throws IOException {
        searcher.setTimeout(timeout.seldom());
        Query nearest = new KnnFloatVectorQuery(Fields.VECTOR, vector, candidates, narrowing);
        return searcher.search(nearest, candidates).scoreDocs;
    }

    /** Compares all 8-bit vectors that pass, a batch at a time. */
    private static ScoreDoc[] scan(
            IndexSearcher searcher, DeadlineTimeout timeout, float[] vector, @Nullable Query narrowing, int candidates)
            throws IOException {
        Weight weight = narrowing == null
                ? null
                : searcher.createWeight(searcher.rewrite(narrowing), ScoreMode.COMPLETE_NO_SCORES, 1);
        TopKnnCollector best = new TopKnnCollector(candidates, Integer.MAX_VALUE);
        DocAndFloatFeatureBuffer batch = new DocAndFloatFeatureBuffer();
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            FloatVectorValues vectors = leaf.reader().getFloatVectorValues(Fields.VECTOR);
            Scorer passing = weight == null || vectors == null ? null : weight.scorer(leaf);
            VectorScorer scorer = vectors == null ? null : vectors.scorer(vector);
            if (scorer == null || (weight != null && passing == null)) {
                continue;
            }
            VectorScorer.Bulk batches = scorer.bulk(passing == null ? null : passing.iterator());
            Bits live = leaf.reader().getLiveDocs();
            do {
                float highest = batches.nextDocsAndScores(DocIdSetIterator.NO_MORE_DOCS, live, batch);
                if (highest >= best.minCompetitiveSimilarity()) {
                    for (int i = 0; i < batch.size; i++) {
                        best.collect(leaf.docBase + batch.docs[i], batch.features[i]);
                    }
                }
            } while (batch.size > 0 && !timeout.shouldExit());
        }
        return best.topDocs().scoreDocs;
    }

    /** Returns how many candidates the graph is asked for where so many passages are wanted. */
    static int candidates(int limit) {
        // Computed wide: a limit near the largest integer must not overflow
        return (int) Math.min(2L * limit + 80, Integer.MAX_VALUE);
    }

    private static int countVectors(IndexReader index) throws IOException {
        int count = 0;
        for (LeafReaderContext leaf : index.leaves()) {
            FloatVectorValues vectors = leaf.reader().getFloatVectorValues(Fields.VECTOR);
            count += vectors == null ? 0 : vectors.size();
        }
        return count;
    }

    /**
     * Compares passages that are known already.
     *
     * @param docs numbers of passages, ascending
     * @return the inner product of each
     */
    static double[] similarities(IndexReader index, float[] vector, int[] docs) throws IOException {
        return compare(index, vector, docs).stream().mapToDouble(Found::score).toArray();
    }

    private static List<Found> compare(IndexReader index, float[] vector, ScoreDoc[] found) throws IOException {
        return compare(
                index,
                vector,
                Arrays.stream(found).mapToInt(hit -> hit.doc).sorted().toArray());
    }

    private static List<Found> compare(IndexReader index, float[] vector, int[] docs) throws IOException {
        List<Found> scored = new ArrayList<>(docs.length);
        int next = 0;
        for (LeafReaderContext leaf : index.leaves()) {
            int end = leaf.docBase + leaf.reader().maxDoc();
            FloatVectorValues vectors = leaf.reader().getFloatVectorValues(Fields.VECTOR);
            if (vectors == null) {
                continue;
            }
            DocIndexIterator positions = vectors.iterator();
            for (; next < docs.length && docs[next] < end; next++) {
                positions.advance(docs[next] - leaf.docBase);
                scored.add(new Found(docs[next], innerProduct(vector, vectors.vectorValue(positions.index()))));
            }
        }
        return scored;
    }

    private static List<Found> compareAll(
            IndexSearcher searcher, DeadlineTimeout timeout, float[] vector, PassageFilter filter) throws IOException {
        Query passing = searcher.rewrite(Filters.passages(filter));
        Weight weight = searcher.createWeight(passing, ScoreMode.COMPLETE_NO_SCORES, 1);
        List<Found> scored = new ArrayList<>();
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            FloatVectorValues vectors = leaf.reader().getFloatVectorValues(Fields.VECTOR);
            Scorer matching = vectors == null ? null : weight.scorer(leaf);
            if (vectors == null || matching == null) {
                continue;
            }
            Bits live = leaf.reader().getLiveDocs();
            DocIndexIterator positions = vectors.iterator();
            DocIdSetIterator docs = matching.iterator();
            for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
                if (scored.size() % CLOCK_INTERVAL == 0 && timeout.shouldExit()) {
                    return List.of();
                }
                if ((live == null || live.get(doc)) && positions.advance(doc) == doc) {
                    scored.add(new Found(
                            leaf.docBase + doc, innerProduct(vector, vectors.vectorValue(positions.index()))));
                }
            }
        }
        return scored;
    }

    private static boolean tiesAtTheEdge(List<Found> scored, int limit) {
        double[] ascending = scored.stream().mapToDouble(Found::score).sorted().toArray();
        return ascending[0] >= ascending[ascending.length - limit];
    }

    /** Reads ids only of what may be among the best: everything as good as the last one wanted. */
    private static List<FoundPassage> best(IndexReader index, List<Found> scored, int limit) throws IOException {
        double worst = Double.NEGATIVE_INFINITY;
        if (scored.size() > limit) {
            double[] ascending =
                    scored.stream().mapToDouble(Found::score).sorted().toArray();
            worst = ascending[ascending.length - limit];
        }
        double least = worst;
        return PassageColumns.best(
                index, scored.stream().filter(each -> each.score() >= least).toList(), limit);
    }

    private static double innerProduct(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        // Vectors of unit length in float leave the range by a rounding error
        return Math.clamp(sum, -1, 1);
    }
}
