package dev.footnote.index.lucene;

import dev.footnote.index.PassageFilter;
import dev.footnote.index.PassageHit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;

/**
 * Finds the passages with the nearest vectors.
 *
 * <ul>
 *   <li>Up to {@code exactUpTo} vectors, all that the filter lets pass are compared: exact, and with a total order at the cut.
 *   <li>Beyond that, the graph over the 8-bit vectors gives more candidates than are wanted, and these are scored again with their full
 *       vectors. The order among them is total. Should the worst candidate tie with the last one wanted, there may be equals that
 *       the graph did not give: then all are compared, as above.
 * </ul>
 *
 * Scores are inner products summed in double precision, in a fixed order: the same on every machine and in every segment.
 */
final class VectorSearch {

    /** How many vectors are compared between two looks at the clock. */
    private static final int CLOCK_INTERVAL = 1024;

    private final int exactUpTo;

    VectorSearch(int exactUpTo) {
        this.exactUpTo = exactUpTo;
    }

    /** @param searcher one with the timeout, whose results the caller checks */
    List<PassageHit> search(
            IndexSearcher searcher, DeadlineTimeout timeout, float[] vector, PassageFilter filter, int limit)
            throws IOException {
        if (filter.collections().isEmpty()) {
            return List.of();
        }
        Query passages = Filters.passages(filter);
        IndexReader index = searcher.getIndexReader();
        int vectors = countVectors(index);
        // Computed wide: a limit near the largest integer must not overflow
        int candidates = (int) Math.min(2L * limit + 80, vectors);
        if (vectors <= exactUpTo || candidates == vectors) {
            return best(index, compareAll(searcher, timeout, vector, passages), limit);
        }
        Query nearest = new KnnFloatVectorQuery(Fields.VECTOR, vector, candidates, passages);
        ScoreDoc[] found = searcher.search(nearest, candidates).scoreDocs;
        List<Scored> scored = compare(index, vector, found);
        if (scored.size() == candidates && tiesAtTheEdge(scored, limit)) {
            scored = compareAll(searcher, timeout, vector, passages);
        }
        return best(index, scored, limit);
    }

    private static int countVectors(IndexReader index) throws IOException {
        int count = 0;
        for (LeafReaderContext leaf : index.leaves()) {
            FloatVectorValues vectors = leaf.reader().getFloatVectorValues(Fields.VECTOR);
            count += vectors == null ? 0 : vectors.size();
        }
        return count;
    }

    private static List<Scored> compare(IndexReader index, float[] vector, ScoreDoc[] found) throws IOException {
        int[] docs = Arrays.stream(found).mapToInt(hit -> hit.doc).sorted().toArray();
        List<Scored> scored = new ArrayList<>(docs.length);
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
                scored.add(new Scored(docs[next], innerProduct(vector, vectors.vectorValue(positions.index()))));
            }
        }
        return scored;
    }

    private static List<Scored> compareAll(
            IndexSearcher searcher, DeadlineTimeout timeout, float[] vector, Query passages) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(passages), ScoreMode.COMPLETE_NO_SCORES, 1);
        List<Scored> scored = new ArrayList<>();
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
                    scored.add(new Scored(
                            leaf.docBase + doc, innerProduct(vector, vectors.vectorValue(positions.index()))));
                }
            }
        }
        return scored;
    }

    private static boolean tiesAtTheEdge(List<Scored> scored, int limit) {
        double[] ascending = scored.stream().mapToDouble(Scored::score).sorted().toArray();
        return ascending[0] >= ascending[ascending.length - limit];
    }

    /** Reads ids only of what may be among the best: everything as good as the last one wanted. */
    private static List<PassageHit> best(IndexReader index, List<Scored> scored, int limit) throws IOException {
        double worst = Double.NEGATIVE_INFINITY;
        if (scored.size() > limit) {
            double[] ascending =
                    scored.stream().mapToDouble(Scored::score).sorted().toArray();
            worst = ascending[ascending.length - limit];
        }
        List<PassageHit> hits = new ArrayList<>();
        PassageColumns columns = new PassageColumns(index);
        for (Scored each : scored) {
            if (each.score >= worst) {
                hits.add(new PassageHit(
                        columns.documentId(each.doc), columns.start(each.doc), columns.end(each.doc), each.score));
            }
        }
        hits.sort(PassageHit.BEST_FIRST);
        return List.copyOf(hits.subList(0, Math.min(limit, hits.size())));
    }

    private static double innerProduct(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        // Vectors of unit length in float leave the range by a rounding error
        return Math.clamp(sum, -1, 1);
    }

    private record Scored(int doc, double score) {}
}
