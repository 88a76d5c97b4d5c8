package dev.footnote.index.lucene;

import java.io.IOException;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.IndexSearcher;

/**
 * What a commit says of itself, kept in Lucene's commit data.
 *
 * @param generation the generation's number; 0: made with the directory, before any document
 * @param complete whether it equalled the folder
 */
record Commit(long generation, boolean complete) {

    static final Commit NONE = new Commit(0, false);

    private static final String GENERATION = "generation";
    private static final String COMPLETE = "complete";

    static Commit of(Map<String, String> data) {
        return new Commit(
                Long.parseLong(data.getOrDefault(GENERATION, "0")),
                Boolean.parseBoolean(data.getOrDefault(COMPLETE, "")));
    }

    /** Returns what the commit that a searcher shows says of itself. */
    static Commit of(IndexSearcher searcher) throws IOException {
        return of(((DirectoryReader) searcher.getIndexReader()).getIndexCommit().getUserData());
    }

    Map<String, String> data() {
        return Map.of(GENERATION, String.valueOf(generation), COMPLETE, String.valueOf(complete));
    }
}
