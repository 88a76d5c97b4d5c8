package dev.footnote.index.lucene;

import dev.footnote.corpus.Heading;
import dev.footnote.corpus.Markup;
import dev.footnote.index.DocumentSummary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The record that ends a document's block, read field by field. Everything but the text lies in columns, so that nothing needs to be
 * decompressed for a listing.
 *
 * @param segment the segment that holds the block
 * @param position the record's number within the segment
 */
record DocumentRecord(LeafReader segment, int position) {

    /** Finds the record of a document by one term lookup in each segment. */
    static Optional<DocumentRecord> find(IndexReader index, String documentId) throws IOException {
        for (LeafReaderContext leaf : index.leaves()) {
            LeafReader segment = leaf.reader();
            PostingsEnum postings = segment.postings(new Term(Fields.RECORD_ID, documentId), PostingsEnum.NONE);
            if (postings == null) {
                continue;
            }
            Bits live = segment.getLiveDocs();
            for (int doc = postings.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = postings.nextDoc()) {
                if (live == null || live.get(doc)) {
                    return Optional.of(new DocumentRecord(segment, doc));
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the record at a document number of the whole index. */
    static DocumentRecord at(IndexReader index, int doc) {
        LeafReaderContext leaf = index.leaves().get(ReaderUtil.subIndex(doc, index.leaves()));
        return new DocumentRecord(leaf.reader(), doc - leaf.docBase);
    }

    DocumentSummary summary() throws IOException {
        return new DocumentSummary(
                sorted(Fields.DOCUMENT_ID),
                collection(),
                sorted(Fields.PATH),
                contentHash(),
                text(Fields.TITLE),
                optionalText(Fields.URI),
                date(),
                metadata(),
                number(Fields.LENGTH),
                number(Fields.PASSAGES));
    }

    String collection() throws IOException {
        return sorted(Fields.COLLECTION);
    }

    String contentHash() throws IOException {
        return text(Fields.CONTENT_HASH);
    }

    List<Heading> headings() throws IOException {
        BytesRef bytes = bytes(Fields.HEADINGS);
        List<Heading> headings = new ArrayList<>();
        if (bytes != null) {
            ByteBuffer numbers = ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length);
            while (numbers.hasRemaining()) {
                headings.add(new Heading(numbers.getInt(), numbers.getInt(), numbers.getInt()));
            }
        }
        return headings;
    }

    List<Markup> markup() throws IOException {
        BytesRef bytes = bytes(Fields.MARKUP);
        return bytes == null ? List.of() : StoredMarkup.read(bytes);
    }

    /** Reads the document's text from the stored fields. */
    String storedText() throws IOException {
        String text = segment.storedFields().document(position).get(Fields.STORED_TEXT);
        return text == null ? "" : text;
    }

    /** Tells whether the block has a passage at exactly these offsets. */
    boolean hasPassage(int start, int end) throws IOException {
        NumericDocValues starts = DocValues.getNumeric(segment, Fields.START);
        for (int doc = position - number(Fields.PASSAGES); doc < position; doc++) {
            if (starts.advanceExact(doc) && starts.longValue() == start) {
                NumericDocValues ends = DocValues.getNumeric(segment, Fields.END);
                return ends.advanceExact(doc) && ends.longValue() == end;
            }
        }
        return false;
    }

    private Map<String, List<String>> metadata() throws IOException {
        Map<String, List<String>> metadata = new TreeMap<>();
        for (String line : text(Fields.METADATA_LINES).split("\n", -1)) {
            List<String> cells = List.of(line.split("\t", -1));
            if (cells.size() > 1) {
                metadata.put(cells.getFirst(), cells.subList(1, cells.size()));
            }
        }
        return metadata;
    }

    private @Nullable LocalDate date() throws IOException {
        String date = optionalText(Fields.DATE);
        return date == null ? null : LocalDate.parse(date);
    }

    private String sorted(String field) throws IOException {
        SortedDocValues values = DocValues.getSorted(segment, field);
        return values.advanceExact(position)
                ? values.lookupOrd(values.ordValue()).utf8ToString()
                : "";
    }

    private String text(String field) throws IOException {
        String text = optionalText(field);
        return text == null ? "" : text;
    }

    private @Nullable String optionalText(String field) throws IOException {
        BytesRef bytes = bytes(field);
        return bytes == null ? null : bytes.utf8ToString();
    }

    private @Nullable BytesRef bytes(String field) throws IOException {
        BinaryDocValues values = DocValues.getBinary(segment, field);
        return values.advanceExact(position) ? values.binaryValue() : null;
    }

    private int number(String field) throws IOException {
        NumericDocValues values = DocValues.getNumeric(segment, field);
        return values.advanceExact(position) ? Math.toIntExact(values.longValue()) : 0;
    }
}
