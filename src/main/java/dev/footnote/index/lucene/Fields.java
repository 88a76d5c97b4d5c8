package dev.footnote.index.lucene;

import dev.footnote.corpus.MetadataValues;

/**
 * The fields of the Lucene index. A document is one block: its passages in the order given, then its record, so that the record of a
 * passage is never far and a block is replaced as one.
 */
final class Fields {

    /** Id of the document: of passages and records, as term and as sort value. */
    static final String DOCUMENT_ID = "document_id";
    /** Id of the document: of records alone, to find them by. */
    static final String RECORD_ID = "record_id";
    /** Name of the collection: of passages and records, as term and as sort value. */
    static final String COLLECTION = "collection";

    /** Each folder that the document lies in, as a path within its collection: of passages and records, as term. */
    static final String FOLDER = "folder";

    /** Each key and normalised value of the document's metadata, by {@link #metadata}: of passages and records, as term. */
    static final String METADATA = "metadata";
    /** Date of the document in days since 1970: of passages and records that have one, as point. */
    static final String DAY = "day";

    /** Words of a passage, indexed without positions. */
    static final String TEXT = "text";
    /** Words of a passage's document title and headings, indexed without positions. */
    static final String CONTEXT = "context";
    /** Offset of a passage's first character. */
    static final String START = "start";
    /** Offset after a passage's last character. */
    static final String END = "end";
    /** Vector of a passage. */
    static final String VECTOR = "vector";

    /** Path of a document, as sort value. */
    static final String PATH = "path";
    /** SHA-256 of a document's text. */
    static final String CONTENT_HASH = "content_hash";
    /** {@link dev.footnote.corpus.Document#fingerprint()} of a document. */
    static final String FINGERPRINT = "fingerprint";
    /** Title of a document. */
    static final String TITLE = "title";
    /** Address of a document's original; absent where it has none. */
    static final String URI = "uri";
    /** Date of a document in ISO form; absent where it has none. */
    static final String DATE = "date";
    /** What else a document tells of itself: a line a key, with its values after tabs. */
    static final String METADATA_LINES = "metadata_lines";
    /** Headings of a document: start, end and level of each, four bytes a number. */
    static final String HEADINGS = "headings";
    /** How ranges of a document were set in its original: see {@link StoredMarkup}. */
    static final String MARKUP = "markup";
    /** Length of a document's text. */
    static final String LENGTH = "length";
    /** How many passages a document has. */
    static final String PASSAGES = "passages";
    /** The text of a document: the only stored field. */
    static final String STORED_TEXT = "stored_text";

    private Fields() {}

    /** Returns the term for a key and a value of metadata. */
    static String metadata(String key, String value) {
        return MetadataValues.normalized(key) + "\t" + MetadataValues.normalized(value);
    }
}
