package dev.footnote.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassageSplitterTest {

    private static final PassageSplitterConfiguration DEFAULT = PassageSplitterConfiguration.DEFAULT;

    private static Document document(String text, List<Heading> headings) {
        return new Document(
                "id", "default", "a.txt", ContentHash.of(text), "A", null, null, text, headings, List.of(), Map.of());
    }

    private static List<Passage> split(PassageSplitterConfiguration configuration, Document document) {
        return new PassageSplitter(configuration).split(document);
    }

    @Test
    void passagesOfTheSeedFitTheReader() throws IOException {
        Document seed = document(SampleFiles.seed(), List.of());
        List<Passage> passages = split(DEFAULT, seed);
        assertValid(passages, seed, DEFAULT, "the seed");
        assertThat(passages).hasSizeBetween(25, 45);
        assertThat(passages)
                .allSatisfy(passage -> assertThat(passage.text().length()).isBetween(250, 1250));
    }

    @Test
    void aHeadingBeginsAPassageAndNoPassageReachesAcrossOne() {
        String text = "Before.\n\nOne\n\nFirst text. More text.\n\nTwo\n\nThree\n\nLast text.";
        List<Heading> headings = List.of(heading(text, "One", 1), heading(text, "Two", 1), heading(text, "Three", 2));
        assertThat(split(DEFAULT, document(text, headings)))
                .extracting(Passage::text)
                .containsExactly("Before.", "One\n\nFirst text. More text.", "Two\n\nThree\n\nLast text.");
    }

    @Test
    void passagesEndWithAParagraphWhereTheyCan() {
        String paragraph =
                "This is a sentence of some length, as they are. ".repeat(7).strip();
        String text = (paragraph + "\n\n").repeat(6);
        PassageSplitterConfiguration configuration = new PassageSplitterConfiguration(1000, 0);
        assertThat(split(configuration, document(text, List.of())))
                .hasSize(3)
                .allSatisfy(passage -> assertThat(passage.text()).isEqualTo(paragraph + "\n\n" + paragraph));
    }

    @Test
    void passagesOverlapByWholeSentences() {
        String text = "This is a sentence of some length, as they are. ".repeat(100);
        List<Passage> passages = split(DEFAULT, document(text, List.of()));
        for (int i = 1; i < passages.size(); i++) {
            int overlap = passages.get(i - 1).end() - passages.get(i).start();
            assertThat(overlap).isBetween(47, 200);
            assertThat(passages.get(i).text()).startsWith("This is");
        }
    }

    @Test
    void aShortRestJoinsThePassageBefore() {
        String text = "x".repeat(900) + ". Here is some.\n\n" + "Y".repeat(180) + ".";
        assertThat(split(DEFAULT, document(text, List.of()))).hasSize(1);
    }

    @Test
    void emptyTextGivesNoPassage() {
        assertThat(split(DEFAULT, document(" \n ", List.of()))).isEmpty();
    }

    @Test
    void theVersionNamesTheSettings() {
        assertThat(new PassageSplitter(DEFAULT).version()).isEqualTo("passages-1:sentences-1,target=1000,overlap=200");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new PassageSplitterConfiguration(10, 0))
                .hasMessageContaining("200 to 4000")
                .hasMessageContaining("got 10");
        assertThatThrownBy(() -> new PassageSplitterConfiguration(1000, 501)).hasMessageContaining("got 501");
        assertThatThrownBy(() -> new PassageSplitterConfiguration(1000, -1)).hasMessageContaining("got -1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void everyCharacterLiesInAPassageWhateverTheText(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 30; i++) {
            String text = RandomText.of(random, 400);
            Document document = document(text, randomHeadings(random, text));
            int target = 200 + random.nextInt(1500);
            PassageSplitterConfiguration configuration =
                    new PassageSplitterConfiguration(target, random.nextInt(target / 2 + 1));
            assertValid(split(configuration, document), document, configuration, "seed " + seed + ", text " + i);
        }
    }

    private static List<Heading> randomHeadings(Random random, String text) {
        List<Heading> headings = new ArrayList<>();
        for (int at = random.nextInt(500); at + 5 < text.length(); at += 5 + random.nextInt(1500)) {
            if (!Whitespace.is(text.charAt(at))
                    && !Character.isSurrogate(text.charAt(at))
                    && !Character.isSurrogate(text.charAt(at + 4))) {
                headings.add(new Heading(at, at + 5, 1 + random.nextInt(6)));
            }
        }
        return headings;
    }

    private static void assertValid(
            List<Passage> passages, Document document, PassageSplitterConfiguration configuration, String description) {
        String text = document.text();
        int start = -1;
        int covered = 0;
        for (Passage passage : passages) {
            assertThat(passage.text()).as(description).isEqualTo(text.substring(passage.start(), passage.end()));
            assertThat(passage.start()).as(description).isGreaterThan(start);
            assertThat(passage.end()).as(description).isGreaterThan(covered);
            assertThat(passage.text().length())
                    .as(description)
                    .isLessThanOrEqualTo(Math.max(configuration.longest(), SentenceSplitter.LONGEST));
            if (passage.start() > covered) {
                assertThat(Whitespace.trim(text, covered, passage.start()).length())
                        .as(description)
                        .isZero();
            } else {
                assertThat(covered - passage.start())
                        .as(description)
                        .isLessThanOrEqualTo(configuration.overlapLength());
            }
            start = passage.start();
            covered = passage.end();
        }
        assertThat(Whitespace.trim(text, covered, text.length()).length())
                .as(description)
                .isZero();
    }

    private static Heading heading(String text, String words, int level) {
        int start = text.indexOf(words);
        return new Heading(start, start + words.length(), level);
    }
}
