package dev.footnote.index.lucene;

import dev.footnote.index.PassageFilter;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Makes Lucene queries of {@link PassageFilter}s. */
final class Filters {

    private Filters() {}

    /**
     * Returns what narrows a search over words or vectors, which records of documents do not have, to what the filter lets pass; empty
     * where it lets the whole index pass, for then Lucene skips far more than it can under a filter.
     */
    static Optional<Query> narrowing(PassageFilter filter, IndexReader index) throws IOException {
        if (filter.isOfCollectionsAlone()) {
            // Everything in the index is of exactly one collection
            long passing = 0;
            for (String collection : filter.collections()) {
                passing += index.docFreq(new Term(Fields.COLLECTION, collection));
            }
            if (passing == index.maxDoc()) {
                return Optional.empty();
            }
        }
        return Optional.of(passages(filter));
    }

    /** Returns what matches the passages, and only these, that the filter lets pass. */
    static Query passages(PassageFilter filter) {
        return of(filter, Fields.START);
    }

    /** Returns what matches the records of documents, and only these, that the filter lets pass. */
    static Query records(PassageFilter filter) {
        return of(filter, Fields.PATH);
    }

    private static Query of(PassageFilter filter, String fieldOfKind) {
        if (filter.collections().isEmpty()) {
            return new MatchNoDocsQuery("no collection may be seen");
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        all.add(new FieldExistsQuery(fieldOfKind), Occur.FILTER);
        all.add(anyOf(Fields.COLLECTION, filter.collections()), Occur.FILTER);
        if (!filter.documents().isEmpty()) {
            all.add(anyOf(Fields.DOCUMENT_ID, filter.documents()), Occur.FILTER);
        }
        if (!filter.folders().isEmpty()) {
            all.add(anyOf(Fields.FOLDER, filter.folders()), Occur.FILTER);
        }
        filter.metadata().forEach((key, values) -> {
            List<String> terms =
                    values.stream().map(value -> Fields.metadata(key, value)).toList();
            all.add(anyOf(Fields.METADATA, terms), Occur.FILTER);
        });
        if (filter.dateFrom() != null || filter.dateTo() != null) {
            long from = filter.dateFrom() == null
                    ? Long.MIN_VALUE
                    : filter.dateFrom().toEpochDay();
            long to = filter.dateTo() == null ? Long.MAX_VALUE : filter.dateTo().toEpochDay();
            all.add(LongPoint.newRangeQuery(Fields.DAY, from, to), Occur.FILTER);
        }
        return all.build();
    }

    private static Query anyOf(String field, Collection<String> values) {
        if (values.size() == 1) {
            return new TermQuery(new Term(field, values.iterator().next()));
        }
        List<BytesRef> terms = values.stream().map(BytesRef::new).toList();
        return new TermInSetQuery(field, terms);
    }
}
