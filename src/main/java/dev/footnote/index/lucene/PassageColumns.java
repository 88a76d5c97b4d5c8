package dev.footnote.index.lucene;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;

/** Reads what identifies a passage from its document number in the whole index. */
final class PassageColumns {

    private final List<LeafReaderContext> leaves;

    PassageColumns(IndexReader index) {
        this.leaves = index.leaves();
    }

    String documentId(int doc) throws IOException {
        LeafReaderContext leaf = leaf(doc);
        SortedDocValues ids = DocValues.getSorted(leaf.reader(), Fields.DOCUMENT_ID);
        if (!ids.advanceExact(doc - leaf.docBase)) {
            throw missing(Fields.DOCUMENT_ID, doc);
        }
        return ids.lookupOrd(ids.ordValue()).utf8ToString();
    }

    int start(int doc) throws IOException {
        return number(Fields.START, doc);
    }

    int end(int doc) throws IOException {
        return number(Fields.END, doc);
    }

    private int number(String field, int doc) throws IOException {
        LeafReaderContext leaf = leaf(doc);
        NumericDocValues numbers = DocValues.getNumeric(leaf.reader(), field);
        if (!numbers.advanceExact(doc - leaf.docBase)) {
            throw missing(field, doc);
        }
        return Math.toIntExact(numbers.longValue());
    }

    private LeafReaderContext leaf(int doc) {
        return leaves.get(ReaderUtil.subIndex(doc, leaves));
    }

    private static IllegalStateException missing(String field, int doc) {
        return new IllegalStateException("search found number " + doc + ", which is no passage: it has no " + field);
    }
}
