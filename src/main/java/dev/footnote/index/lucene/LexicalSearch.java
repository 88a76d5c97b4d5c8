package dev.footnote.index.lucene;

import dev.footnote.index.PassageFilter;
import dev.footnote.index.lucene.PassageColumns.Found;
import dev.footnote.index.lucene.PassageColumns.FoundPassage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.CombinedFieldQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.Weight;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;

/**
 * Finds passages by their words: BM25F over the passage's text and, weighing a third, its title and headings. A word of the title thus
 * counts as a third of an occurrence in each passage, rather than as a second, unrelated match.
 *
 * <p>The order is total at the cut as well. By score alone Lucene searches fastest, but does not say which of several equals it left out;
 * where the cut may lie among equals, it searches again and itself sorts by score, document id and start.
 */
final class LexicalSearch {

    /** Distinct words of a question that are looked up; what stands behind them is left out. */
    static final int MAX_WORDS = 128;

    private static final float CONTEXT_WEIGHT = 1;

    /** Lucene wants weights of at least 1: the text weighs 3 against 1, rather than 1 against 1/3. */
    private static final float TEXT_WEIGHT = 3;

    /**
     * k1 = 0.9 and b = 0.4, Anserini's values for passages. Term frequencies arrive {@link #TEXT_WEIGHT} times as large, so k1 is too; only
     * their ratio counts.
     */
    static final Similarity SIMILARITY = new BM25Similarity(0.9f * TEXT_WEIGHT, 0.4f);

    private static final Sort BEST_FIRST = new Sort(
            SortField.FIELD_SCORE,
            new SortField(Fields.DOCUMENT_ID, SortField.Type.STRING),
            new SortField(Fields.START, SortField.Type.INT));

    /** How many more than wanted are looked for, lest equals of the last one wanted are missed: see {@link #best}. */
    private static final int EQUALS = 50;

    private final Analyzer analyzer;

    LexicalSearch(Analyzer analyzer) {
        this.analyzer = analyzer;
    }

    /** @param searcher one with a timeout, whose results the caller checks */
    List<FoundPassage> search(IndexSearcher searcher, String text, PassageFilter filter, int limit) throws IOException {
        Optional<Query> words = query(text);
        if (words.isEmpty() || filter.collections().isEmpty()) {
            return List.of();
        }
        IndexReader index = searcher.getIndexReader();
        Query query = Filters.narrowing(filter, index)
                .<Query>map(narrowing -> new BooleanQuery.Builder()
                        .add(words.get(), Occur.MUST)
                        .add(narrowing, Occur.FILTER)
                        .build())
                .orElse(words.get());
        return PassageColumns.best(index, best(searcher, query, limit), limit);
    }

    /** Finds the best, and whatever equals the last of them as far as that decides who is among them. */
    private static List<Found> best(IndexSearcher searcher, Query query, int limit) throws IOException {
        int documents = Math.max(1, searcher.getIndexReader().maxDoc());
        int wanted = Math.min(limit, documents);
        int asked = (int) Math.min((long) wanted + EQUALS, documents);
        ScoreDoc[] found = searcher.search(query, new TopScoreDocCollectorManager(asked, asked)).scoreDocs;
        if (found.length == asked && asked < documents && found[wanted - 1].score == found[asked - 1].score) {
            ScoreDoc[] sorted =
                    searcher.search(query, new TopFieldCollectorManager(BEST_FIRST, wanted, wanted)).scoreDocs;
            return Arrays.stream(sorted)
                    .map(hit -> new Found(hit.doc, (Float) ((FieldDoc) hit).fields[0]))
                    .toList();
        }
        float least = found.length < wanted ? 0 : found[wanted - 1].score;
        return Arrays.stream(found)
                .filter(hit -> hit.score >= least)
                .map(hit -> new Found(hit.doc, hit.score))
                .toList();
    }

    /**
     * Scores passages that are known already.
     *
     * @param docs numbers of passages, ascending
     * @return the score of each; 0 where it holds none of the words
     */
    double[] scores(IndexSearcher searcher, String text, int[] docs) throws IOException {
        double[] scores = new double[docs.length];
        Optional<Query> words = query(text);
        if (words.isEmpty()) {
            return scores;
        }
        Weight weight = searcher.createWeight(searcher.rewrite(words.get()), ScoreMode.COMPLETE, 1);
        int next = 0;
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            int end = leaf.docBase + leaf.reader().maxDoc();
            Scorer scorer = next < docs.length && docs[next] < end ? weight.scorer(leaf) : null;
            for (; next < docs.length && docs[next] < end; next++) {
                int doc = docs[next] - leaf.docBase;
                if (scorer != null && reaches(scorer.iterator(), doc)) {
                    scores[next] = scorer.score();
                }
            }
        }
        return scores;
    }

    private static boolean reaches(DocIdSetIterator matching, int doc) throws IOException {
        return (matching.docID() < doc ? matching.advance(doc) : matching.docID()) == doc;
    }

    /** See {@link dev.footnote.index.Snapshot#coverage}. */
    ToDoubleFunction<String> coverage(IndexReader reader, String question) throws IOException {
        Map<String, Double> rarity = new HashMap<>();
        int passages = reader.getDocCount(Fields.TEXT);
        for (String word : count(question).keySet()) {
            int containing = reader.docFreq(new Term(Fields.TEXT, word));
            rarity.put(word, Math.log(1 + (passages - containing + 0.5) / (containing + 0.5)));
        }
        double whole = rarity.values().stream().mapToDouble(Double::doubleValue).sum();
        return text -> {
            if (whole == 0) {
                return 0;
            }
            Set<String> held = new HashSet<>(rarity.keySet());
            held.retainAll(words(text));
            return held.stream().mapToDouble(rarity::get).sum() / whole;
        };
    }

    /** See {@link dev.footnote.index.Snapshot#proximity}. */
    TermProximity proximity(String question) {
        return new TermProximity(analyzer, question);
    }

    private Set<String> words(String text) {
        try (TokenStream tokens = analyzer.tokenStream(Fields.TEXT, text)) {
            Set<String> words = new HashSet<>();
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                words.add(term.toString());
            }
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException("reading a text in memory", e);
        }
    }

    /** Returns the query for the words of a text; empty where none counts. */
    Optional<Query> query(String text) throws IOException {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        Map<String, Integer> counts = count(text);
        counts.forEach((word, count) -> any.add(new BoostQuery(eitherField(word), count), Occur.SHOULD));
        return counts.isEmpty() ? Optional.empty() : Optional.of(any.build());
    }

    private static Query eitherField(String word) {
        return new CombinedFieldQuery.Builder(word)
                .addField(Fields.TEXT, TEXT_WEIGHT)
                .addField(Fields.CONTEXT, CONTEXT_WEIGHT)
                .build();
    }

    /** Counts the words of a text up to its {@link #MAX_WORDS}th distinct one. */
    private Map<String, Integer> count(String text) throws IOException {
        Map<String, Integer> counts = new LinkedHashMap<>();
        try (TokenStream tokens = analyzer.tokenStream(Fields.TEXT, text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                String word = term.toString();
                if (counts.size() == MAX_WORDS && !counts.containsKey(word)) {
                    break;
                }
                counts.merge(word, 1, Integer::sum);
            }
        }
        return counts;
    }
}
