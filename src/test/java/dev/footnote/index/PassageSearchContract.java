package dev.footnote.index;

import static dev.footnote.index.IndexFixtures.ALL;
import static dev.footnote.index.IndexFixtures.MANIFEST;
import static dev.footnote.index.IndexFixtures.document;
import static dev.footnote.index.IndexFixtures.passages;
import static dev.footnote.index.IndexFixtures.put;
import static dev.footnote.index.IndexFixtures.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.Deadline;
import dev.footnote.corpus.ContentHash;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Heading;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of {@link PassageIndexContract} about what a search finds, and in which order. */
abstract class PassageSearchContract extends PassageIndexTestCase {

    // Lexical search

    @Test
    void weighsTheTextAboveTitleAndHeadings() {
        PassageIndex index = index(MANIFEST);
        String text = "Harbours\nMany boats lie here.";
        Document headed = new Document(
                "id-headed",
                "default",
                "headed.md",
                ContentHash.of(text),
                "Coast",
                null,
                null,
                text,
                List.of(new Heading(0, 8, 1)),
                List.of(),
                Map.of());
        commit(index, headed, document("plain.txt", "These harbours are deep."), document("none.txt", "Trains run."));
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(texts(snapshot, snapshot.lexical("harbours coast deep", ALL, 10, DISTANT)))
                    .containsExactly("These harbours are deep.", "Harbours", "Many boats lie here.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "title:foo AND (bar* \"",
                "\\",
                "[x TO y]",
                "ships~2^",
                "NOT ships",
                "+ships -ships",
                "/ships/",
                "*:*",
                "((((",
                "\u0000\uFFFF",
                "\uD800 ships",
                "ships\nOR\tships"
            })
    void readsNothingInAQuestionAsQuerySyntax(String question) {
        PassageIndex index = index(MANIFEST);
        commit(index, document("a.txt", "ships sail"), document("b.txt", "trains run"));
        try (Snapshot snapshot = index.snapshot()) {
            int expected = question.contains("ships") ? 1 : 0;
            assertThat(snapshot.lexical(question, ALL, 10, DISTANT)).hasSize(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "?!", "the of and"})
    void findsNothingWithoutAWordThatCounts(String question) {
        PassageIndex index = index(MANIFEST);
        commit(index, document("a.txt", "The ships of the line and the sea"));
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.lexical(question, ALL, 10, DISTANT)).isEmpty();
        }
    }

    @Test
    void answersAQuestionOfAHundredKilobytes() {
        PassageIndex index = index(MANIFEST);
        commit(index, document("a.txt", "ships sail"));
        String question =
                "ships " + IntStream.range(0, 20_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.lexical(question, ALL, 10, Deadline.after(Duration.ofSeconds(5))))
                    .hasSize(1);
            assertThat(snapshot.lexical("x".repeat(100_000), ALL, 10, DISTANT)).isEmpty();
        }
    }

    // Both searches at once

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void givesEachPassageOfEitherSearchOnceWithTheScoresOfBoth(long seed) {
        Random random = new Random(seed);
        List<String> words = List.of("ships", "trains", "harbour", "deep", "boats", "rails", "run", "lie");
        PassageIndex index = index(MANIFEST);
        // Several segments, and documents of one and of more passages
        for (int commit = 0; commit < 3; commit++) {
            Document[] documents = new Document[20];
            for (int i = 0; i < documents.length; i++) {
                String text = IntStream.range(0, 3 + random.nextInt(6))
                        .mapToObj(word -> words.get(random.nextInt(words.size())))
                        .collect(Collectors.joining(" "));
                documents[i] = document(commit + "-" + i + ".txt", text + ".");
            }
            commit(index, documents);
        }
        String question = "ships in the harbour";
        float[] vector = vector(question);
        try (Snapshot snapshot = index.snapshot()) {
            Map<String, Double> lexical = scores(snapshot.lexical(question, ALL, 1000, DISTANT));
            Map<String, Double> similarity = scores(snapshot.nearest(vector, ALL, 1000, DISTANT));
            Set<String> expected = new HashSet<>();
            snapshot.lexical(question, ALL, 10, DISTANT).forEach(hit -> expected.add(hit.id()));
            snapshot.nearest(vector, ALL, 10, DISTANT).forEach(hit -> expected.add(hit.id()));

            List<HybridHit> hits = snapshot.hybrid(question, vector, ALL, 10, DISTANT);

            assertThat(hits).extracting(hit -> hit.scored(0).id()).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(hits).allSatisfy(hit -> {
                String id = hit.scored(0).id();
                assertThat(hit.lexical()).isEqualTo(lexical.getOrDefault(id, 0.0));
                assertThat(hit.similarity()).isEqualTo(similarity.get(id));
            });
        }
    }

    private static Map<String, Double> scores(List<PassageHit> hits) {
        return hits.stream().collect(Collectors.toMap(PassageHit::id, PassageHit::score));
    }

    @Test
    void aQuestionWithoutAWordThatCountsIsSearchedByMeaningAlone() {
        PassageIndex index = index(MANIFEST);
        commit(index, document("a.txt", "ships"), document("b.txt", "trains"));
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.hybrid("the of", vector("ships"), ALL, 1, DISTANT))
                    .singleElement()
                    .satisfies(hit -> assertThat(hit.lexical()).isZero());
        }
    }

    // Filters

    @Test
    void filtersBothSearchesByCollectionAndDocument() {
        PassageIndex index = index(MANIFEST);
        Document open = document("open", "a.txt", "ships");
        Document other = document("open", "b.txt", "ships");
        Document secret = document("secret", "a.txt", "ships");
        commit(index, open, other, secret);
        try (Snapshot snapshot = index.snapshot()) {
            assertFound(
                    snapshot, new PassageFilter(Set.of("open"), Set.of(), Set.of(), Map.of(), null, null), open, other);
            assertFound(
                    snapshot,
                    new PassageFilter(Set.of("open", "secret"), Set.of(), Set.of(), Map.of(), null, null),
                    open,
                    other,
                    secret);
            assertFound(
                    snapshot,
                    new PassageFilter(Set.of("open"), Set.of(open.id()), Set.of(), Map.of(), null, null),
                    open);
            assertFound(
                    snapshot,
                    new PassageFilter(Set.of("open"), Set.of(open.id(), secret.id()), Set.of(), Map.of(), null, null),
                    open);
            assertFound(
                    snapshot, new PassageFilter(Set.of("open"), Set.of(secret.id()), Set.of(), Map.of(), null, null));
            assertFound(snapshot, new PassageFilter(Set.of("absent"), Set.of(), Set.of(), Map.of(), null, null));
            assertFound(snapshot, new PassageFilter(Set.of(), Set.of(), Set.of(), Map.of(), null, null));
            assertFound(snapshot, new PassageFilter(Set.of(), Set.of(open.id()), Set.of(), Map.of(), null, null));
        }
    }

    @Test
    void filtersBothSearchesByFolder() {
        PassageIndex index = index(MANIFEST);
        Document top = document("a.txt", "ships");
        Document lease = document("contracts/lease.txt", "ships");
        Document old = document("contracts/2024/lease.txt", "ships");
        Document alike = document("contracts-old/lease.txt", "ships");
        commit(index, top, lease, old, alike);
        try (Snapshot snapshot = index.snapshot()) {
            assertFound(snapshot, folders("contracts"), lease, old);
            assertFound(snapshot, folders("contracts/2024"), old);
            assertFound(snapshot, folders("contracts/2024", "contracts-old"), old, alike);
            assertFound(snapshot, folders("2024"));
            assertFound(snapshot, folders("a.txt"));
            assertThat(snapshot.document(old.id(), folders("contracts"))).isPresent();
            assertThat(snapshot.document(top.id(), folders("contracts"))).isEmpty();
        }
    }

    @Test
    void filtersBothSearchesByMetadata() {
        PassageIndex index = index(MANIFEST);
        Document ann = told(
                document("ann.txt", "ships"),
                null,
                Map.of("author", List.of("Ann Lee"), "tags", List.of("Quay", "tide")));
        Document ben = told(
                document("ben.txt", "ships"), null, Map.of("author", List.of("Ben  Ray"), "tags", List.of("quay")));
        Document silent = document("silent.txt", "ships");
        commit(index, ann, ben, silent);
        try (Snapshot snapshot = index.snapshot()) {
            assertFound(snapshot, metadata(Map.of("author", Set.of("ann lee"))), ann);
            assertFound(snapshot, metadata(Map.of("Author", Set.of("Ben ray", "nobody"))), ben);
            assertFound(snapshot, metadata(Map.of("tags", Set.of("QUAY"))), ann, ben);
            assertFound(snapshot, metadata(Map.of("tags", Set.of("quay"), "author", Set.of("Ann Lee"))), ann);
            assertFound(snapshot, metadata(Map.of("author", Set.of("ann"))));
            assertFound(snapshot, metadata(Map.of("absent", Set.of("x"))));
            assertThat(snapshot.document(ben.id(), metadata(Map.of("author", Set.of("ann lee")))))
                    .isEmpty();
            assertThat(snapshot.document(ann.id(), metadata(Map.of())).map(Document::metadata))
                    .contains(ann.metadata());
        }
    }

    @Test
    void filtersBothSearchesByDate() {
        PassageIndex index = index(MANIFEST);
        Document old = told(document("old.txt", "ships"), LocalDate.of(1965, 3, 1), Map.of());
        Document recent = told(document("recent.txt", "ships"), LocalDate.of(2024, 5, 31), Map.of());
        Document undated = document("undated.txt", "ships");
        commit(index, old, recent, undated);
        try (Snapshot snapshot = index.snapshot()) {
            assertFound(snapshot, dates(LocalDate.of(2024, 5, 31), null), recent);
            assertFound(snapshot, dates(LocalDate.of(2024, 6, 1), null));
            assertFound(snapshot, dates(null, LocalDate.of(1965, 3, 1)), old);
            assertFound(snapshot, dates(LocalDate.of(1900, 1, 1), LocalDate.of(2030, 1, 1)), old, recent);
            assertFound(snapshot, dates(LocalDate.of(2030, 1, 1), LocalDate.of(1900, 1, 1)));
            assertFound(snapshot, dates(null, null), old, recent, undated);
        }
    }

    private static Document told(Document document, @Nullable LocalDate date, Map<String, List<String>> metadata) {
        return new Document(
                document.id(),
                document.collection(),
                document.path(),
                document.contentHash(),
                document.title(),
                null,
                date,
                document.text(),
                document.headings(),
                document.markup(),
                metadata);
    }

    private static PassageFilter metadata(Map<String, Set<String>> metadata) {
        return new PassageFilter(Set.of("default"), Set.of(), Set.of(), metadata, null, null);
    }

    private static PassageFilter dates(@Nullable LocalDate from, @Nullable LocalDate to) {
        return new PassageFilter(Set.of("default"), Set.of(), Set.of(), Map.of(), from, to);
    }

    private static PassageFilter folders(String... folders) {
        return new PassageFilter(Set.of("default"), Set.of(), Set.of(folders), Map.of(), null, null);
    }

    @Test
    void fillsTheLimitFromWhatMayBeSeen() {
        PassageIndex index = index(MANIFEST);
        try (PassageWriter writer = index.writer()) {
            for (int i = 0; i < 300; i++) {
                put(writer, document("secret", i + ".txt", "ships ships ships"));
            }
            for (int i = 0; i < 5; i++) {
                put(writer, document("open", i + ".txt", "ships and some other words " + i));
            }
            writer.commit(true);
        }
        PassageFilter open = PassageFilter.collections(Set.of("open"));
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.lexical("ships", open, 5, DISTANT)).hasSize(5);
            assertThat(snapshot.nearest(vector("ships ships ships"), open, 5, DISTANT))
                    .hasSize(5);
        }
    }

    // Order

    @Test
    void ordersEqualScoresByIdAlsoAtTheCut() {
        PassageIndex index = index(MANIFEST);
        List<Document> documents = new ArrayList<>(IntStream.range(0, 120)
                .mapToObj(i -> document(i + "/x.txt", "same ships\nsame ships"))
                .toList());
        Collections.shuffle(documents, new Random(7));
        try (PassageWriter writer = index.writer()) {
            for (int i = 0; i < documents.size(); i++) {
                Document document = documents.get(i);
                // The titles must be equal, too
                put(writer, titled(document, "Ships"));
                if (i % 25 == 0) {
                    writer.commit(false);
                }
            }
            writer.commit(true);
        }
        List<String> expected = documents.stream()
                .flatMap(document -> passages(document).stream())
                .map(EncodedPassage::passage)
                .map(passage -> new PassageHit(passage.documentId(), passage.start(), passage.end(), 0))
                .sorted(PassageHit.BEST_FIRST)
                .map(PassageHit::id)
                .toList();
        try (Snapshot snapshot = index.snapshot()) {
            for (int limit : new int[] {1, 7, 50, 239, 240, 1000, Integer.MAX_VALUE}) {
                List<String> cut = expected.subList(0, Math.min(limit, expected.size()));
                assertThat(ids(snapshot.lexical("ships", ALL, limit, DISTANT))).isEqualTo(cut);
                assertThat(ids(snapshot.nearest(vector("same ships"), ALL, limit, DISTANT)))
                        .isEqualTo(cut);
            }
        }
    }

    @Test
    void pagesThroughDocumentsByCollectionAndPath() {
        PassageIndex index = index(MANIFEST);
        List<Document> documents = new ArrayList<>();
        for (String collection : List.of("b", "a")) {
            for (int i = 0; i < 23; i++) {
                documents.add(document(collection, (i * 7 % 23) + ".txt", "text " + i));
            }
        }
        commit(index, documents.toArray(Document[]::new));
        PassageFilter both = PassageFilter.collections(Set.of("a", "b"));
        List<String> seen = new ArrayList<>();
        try (Snapshot snapshot = index.snapshot()) {
            Optional<DocumentPosition> after = Optional.empty();
            List<DocumentSummary> page = snapshot.documents(both, after, 5);
            while (!page.isEmpty()) {
                page.forEach(summary -> seen.add(summary.collection() + "/" + summary.path()));
                page = snapshot.documents(both, Optional.of(page.getLast().position()), 5);
            }
            assertThat(snapshot.documents(PassageFilter.collections(Set.of("a")), Optional.empty(), 100))
                    .hasSize(23);
        }
        assertThat(seen)
                .isEqualTo(documents.stream()
                        .map(document -> document.collection() + "/" + document.path())
                        .sorted()
                        .toList());
    }
}
