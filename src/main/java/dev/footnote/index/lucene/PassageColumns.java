package dev.footnote.index.lucene;

import dev.footnote.index.PassageHit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;

/** Reads what identifies passages from their document numbers in the whole index. */
final class PassageColumns {

    private PassageColumns() {}

    /**
     * Returns the passages found, in the order of {@link PassageHit#BEST_FIRST}. Columns are opened once a segment and read forwards.
     *
     * @param limit how many to return at most
     */
    static List<FoundPassage> best(IndexReader index, List<Found> found, int limit) throws IOException {
        List<Found> byDocument = new ArrayList<>(found);
        byDocument.sort(Comparator.comparingInt(Found::doc));
        List<FoundPassage> hits = new ArrayList<>(found.size());
        int next = 0;
        for (LeafReaderContext leaf : index.leaves()) {
            int end = leaf.docBase + leaf.reader().maxDoc();
            if (next == byDocument.size() || byDocument.get(next).doc >= end) {
                continue;
            }
            SortedDocValues ids = DocValues.getSorted(leaf.reader(), Fields.DOCUMENT_ID);
            NumericDocValues starts = DocValues.getNumeric(leaf.reader(), Fields.START);
            NumericDocValues ends = DocValues.getNumeric(leaf.reader(), Fields.END);
            for (; next < byDocument.size() && byDocument.get(next).doc < end; next++) {
                Found each = byDocument.get(next);
                int doc = each.doc - leaf.docBase;
                if (!ids.advanceExact(doc) || !starts.advanceExact(doc) || !ends.advanceExact(doc)) {
                    throw new IllegalStateException("search found number " + each.doc + ", which is no passage");
                }
                PassageHit hit = new PassageHit(
                        ids.lookupOrd(ids.ordValue()).utf8ToString(),
                        Math.toIntExact(starts.longValue()),
                        Math.toIntExact(ends.longValue()),
                        each.score);
                hits.add(new FoundPassage(each.doc, hit));
            }
        }
        hits.sort(Comparator.comparing(FoundPassage::hit, PassageHit.BEST_FIRST));
        return List.copyOf(hits.subList(0, Math.min(limit, hits.size())));
    }

    /** A document number of the whole index, with its score. */
    record Found(int doc, double score) {}

    /** A passage found, with its document number in the whole index. */
    record FoundPassage(int doc, PassageHit hit) {}
}
