package dev.footnote.index.lucene;

import dev.footnote.corpus.Document;
import dev.footnote.corpus.Heading;
import dev.footnote.corpus.Passage;
import dev.footnote.index.EncodedPassage;
import dev.footnote.index.PassageFilter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/** Makes the block of Lucene documents that a document with its passages is written as: see {@link Fields}. */
final class DocumentBlock {

    private static final FieldType WORDS = wordsWithoutPositions();

    private DocumentBlock() {}

    static List<List<IndexableField>> of(Document document, List<EncodedPassage> passages) throws IOException {
        List<List<IndexableField>> block = new ArrayList<>(passages.size() + 1);
        passages.forEach(encoded -> block.add(passage(document, encoded)));
        block.add(record(document, passages.size()));
        return block;
    }

    private static List<IndexableField> passage(Document document, EncodedPassage encoded) {
        Passage passage = encoded.passage();
        String context = document.title() + "\n" + String.join("\n", document.headingPathAt(passage.start()));
        List<IndexableField> fields = identity(document);
        fields.add(new Field(Fields.TEXT, passage.text(), WORDS));
        fields.add(new Field(Fields.CONTEXT, context, WORDS));
        fields.add(new NumericDocValuesField(Fields.START, passage.start()));
        fields.add(new NumericDocValuesField(Fields.END, passage.end()));
        fields.add(new KnnFloatVectorField(Fields.VECTOR, encoded.vector(), VectorSimilarityFunction.DOT_PRODUCT));
        return fields;
    }

    private static List<IndexableField> record(Document document, int passages) throws IOException {
        List<IndexableField> fields = identity(document);
        fields.add(new StringField(Fields.RECORD_ID, document.id(), Field.Store.NO));
        fields.add(new SortedDocValuesField(Fields.PATH, new BytesRef(document.path())));
        fields.add(text(Fields.CONTENT_HASH, document.contentHash()));
        fields.add(text(Fields.FINGERPRINT, document.fingerprint()));
        fields.add(text(Fields.TITLE, document.title()));
        if (document.uri() != null) {
            fields.add(text(Fields.URI, document.uri()));
        }
        if (document.date() != null) {
            fields.add(text(Fields.DATE, document.date().toString()));
        }
        fields.add(text(Fields.METADATA_LINES, lines(document.metadata())));
        fields.add(new BinaryDocValuesField(Fields.HEADINGS, new BytesRef(headings(document.headings()))));
        fields.add(new BinaryDocValuesField(Fields.MARKUP, new BytesRef(StoredMarkup.write(document.markup()))));
        fields.add(new NumericDocValuesField(Fields.LENGTH, document.text().length()));
        fields.add(new NumericDocValuesField(Fields.PASSAGES, passages));
        fields.add(new StoredField(Fields.STORED_TEXT, document.text()));
        return fields;
    }

    private static List<IndexableField> identity(Document document) {
        List<IndexableField> fields = new ArrayList<>();
        fields.add(new StringField(Fields.DOCUMENT_ID, document.id(), Field.Store.NO));
        fields.add(new SortedDocValuesField(Fields.DOCUMENT_ID, new BytesRef(document.id())));
        fields.add(new StringField(Fields.COLLECTION, document.collection(), Field.Store.NO));
        fields.add(new SortedDocValuesField(Fields.COLLECTION, new BytesRef(document.collection())));
        for (String folder : PassageFilter.foldersOf(document.path())) {
            fields.add(new StringField(Fields.FOLDER, folder, Field.Store.NO));
        }
        document.metadata()
                .forEach((key, values) -> values.forEach(value ->
                        fields.add(new StringField(Fields.METADATA, Fields.metadata(key, value), Field.Store.NO))));
        if (document.date() != null) {
            fields.add(new LongPoint(Fields.DAY, document.date().toEpochDay()));
        }
        return fields;
    }

    private static IndexableField text(String field, String value) {
        return new BinaryDocValuesField(field, new BytesRef(value));
    }

    private static String lines(Map<String, List<String>> metadata) {
        return metadata.entrySet().stream()
                .map(entry -> entry.getKey() + "\t" + String.join("\t", entry.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static byte[] headings(List<Heading> headings) {
        ByteBuffer bytes = ByteBuffer.allocate(headings.size() * 3 * Integer.BYTES);
        headings.forEach(
                heading -> bytes.putInt(heading.start()).putInt(heading.end()).putInt(heading.level()));
        return bytes.array();
    }

    private static FieldType wordsWithoutPositions() {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        type.freeze();
        return type;
    }
}
