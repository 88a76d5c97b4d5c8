package dev.footnote.index;

import dev.footnote.corpus.ContentHash;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.DocumentId;
import dev.footnote.corpus.Passage;
import dev.footnote.corpus.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Documents, passages and vectors to test indexes with. */
public final class IndexFixtures {

    /** Components of the vectors made here. */
    public static final int DIMENSION = 16;

    /** A manifest to begin with. */
    public static final Manifest MANIFEST =
            new Manifest(1, "encoder", "hash-1", DIMENSION, "splitter-1", "analyzer-1", "extraction-1");

    /** The same settings with another encoder. */
    public static final Manifest OTHER_ENCODER =
            new Manifest(1, "encoder", "hash-2", DIMENSION, "splitter-1", "analyzer-1", "extraction-1");

    /** The same encoder with another splitter. */
    public static final Manifest OTHER_SPLITTER =
            new Manifest(1, "encoder", "hash-1", DIMENSION, "splitter-2", "analyzer-1", "extraction-1");

    /** The same settings with other stored fields. */
    public static final Manifest OTHER_SCHEMA =
            new Manifest(2, "encoder", "hash-1", DIMENSION, "splitter-1", "analyzer-1", "extraction-1");

    /** Lets the collection pass that documents are in unless told otherwise. */
    public static final PassageFilter ALL = PassageFilter.collections(Set.of("default"));

    private IndexFixtures() {}

    /** Returns a document of the default collection, titled after its path. */
    public static Document document(String path, String text) {
        return document("default", path, text);
    }

    /** Returns a document, titled after its path. */
    public static Document document(String collection, String path, String text) {
        return new Document(
                DocumentId.of(collection, path),
                collection,
                path,
                ContentHash.of(text),
                "Paper " + path.replaceAll("\\W", " "),
                null,
                null,
                text,
                List.of(),
                List.of(),
                Map.of());
    }

    /** Returns one passage for each line of the document, with a vector that depends on the line's text alone. */
    public static List<EncodedPassage> passages(Document document) {
        List<EncodedPassage> passages = new ArrayList<>();
        int start = 0;
        for (String line : document.text().split("\n", -1)) {
            if (!line.isEmpty()) {
                Passage passage = Passage.of(document, new Span(start, start + line.length()));
                passages.add(new EncodedPassage(passage, vector(line)));
            }
            start += line.length() + 1;
        }
        return passages;
    }

    /** Returns the vector of a text: of unit length, and different for different texts. */
    public static float[] vector(String text) {
        return randomVector(new Random(text.hashCode()), DIMENSION);
    }

    /** Returns a vector of unit length. */
    public static float[] randomVector(Random random, int dimension) {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return normalized(vector);
    }

    /** Returns the vector at unit length. */
    public static float[] normalized(float[] vector) {
        double square = 0;
        for (float component : vector) {
            square += (double) component * component;
        }
        float[] unit = Arrays.copyOf(vector, vector.length);
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (unit[i] / Math.sqrt(square));
        }
        return unit;
    }

    /** Returns the inner product of two vectors. */
    public static double innerProduct(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }

    /** Stores a document with a passage for each line. */
    public static void put(PassageWriter writer, Document document) {
        writer.put(document, passages(document));
    }

    /** The summary of a document as an index gives it. */
    public static DocumentSummary summary(Document document) {
        return new DocumentSummary(
                document.id(),
                document.collection(),
                document.path(),
                document.contentHash(),
                document.title(),
                document.uri(),
                document.date(),
                document.metadata(),
                document.text().length(),
                passages(document).size());
    }
}
