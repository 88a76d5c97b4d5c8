package dev.footnote.retrieval;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import org.jspecify.annotations.Nullable;

/**
 * How passages are searched: {@code footnote.retrieval}.
 *
 * @param candidates how many passages each search contributes, 1 to 1000
 * @param vectorWeight the share of the vector search in the fused score, 0 to 1; the rest is the lexical search's
 * @param read how many of the best passages go through the reader, 0 to 100
 * @param readCharacters how long the passages that go through the reader are together, in UTF-16 code units, 0 to 1,000,000: reading takes
 *     nearly all of a question's time, and the time that the length asks for; two are read however long they are
 * @param proximityWeight what it adds to a fused score if the query's words stand together as in the query; like fused scores, in
 *     standard deviations
 * @param readerWeight what a sure answer of the reader adds
 * @param synonyms a file of synonyms: see {@link SynonymFile}; null: none
 */
@ConfigurationProperties("footnote.retrieval")
public record RetrievalConfiguration(
        @Bindable(defaultValue = "100") int candidates,
        @Bindable(defaultValue = "0.7") double vectorWeight,
        @Bindable(defaultValue = "1.5") double proximityWeight,
        @Bindable(defaultValue = "8") int read,
        @Bindable(defaultValue = "5000") int readCharacters,
        @Bindable(defaultValue = "1") double readerWeight,
        @Nullable String synonyms) {

    /** Checks the ranges. */
    public RetrievalConfiguration {
        require(candidates >= 1 && candidates <= 1000, "candidates", "from 1 to 1000", candidates);
        require(vectorWeight >= 0 && vectorWeight <= 1, "vector-weight", "from 0 to 1", vectorWeight);
        require(proximityWeight >= 0 && proximityWeight <= 10, "proximity-weight", "from 0 to 10", proximityWeight);
        require(read >= 0 && read <= 100, "read", "from 0 to 100", read);
        require(
                readCharacters >= 0 && readCharacters <= 1_000_000,
                "read-characters",
                "from 0 to 1000000",
                readCharacters);
        require(readerWeight >= 0 && readerWeight <= 10, "reader-weight", "from 0 to 10", readerWeight);
    }

    private static void require(boolean holds, String key, String expected, Number found) {
        if (!holds) {
            throw new IllegalArgumentException("footnote.retrieval." + key + " must be " + expected + ", got " + found);
        }
    }
}
