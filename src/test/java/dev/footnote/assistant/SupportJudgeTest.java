package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.footnote.answer.Evidence;
import dev.footnote.assistant.Objection.Kind;
import dev.footnote.corpus.ContentHash;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.DocumentId;
import dev.footnote.corpus.Span;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SupportJudgeTest {

    private static final String FRIGATES =
            "New Zealand contributed six frigates, several smaller craft and a 1,044 strong volunteer force"
                    + " (known as K-FORCE) to the Korean War. The ships served until the armistice of 27 July 1953. They were not used against"
                    + " civilian targets, and exports of wool increased by 12 percent.";

    private final SupportJudge judge = new SupportJudge();

    @Test
    void aSentenceThatIsQuotedWholeIsSupportedByItself() {
        String sentence = "The ships served until the armistice of 27 July 1953.";
        Support support = judge(sentence, FRIGATES);

        assertThat(support.chance()).isEqualTo(SupportJudge.QUOTED);
        assertThat(quotes(support, FRIGATES)).containsExactly(sentence);
        assertThat(support.objections()).isEmpty();
    }

    @Test
    void whiteSpaceAndMarksOfListsDoNotMakeAQuotationAnother() {
        String text = "Duties:\n- Feed the\n  cat daily.\n2. Water the plants.";
        assertThat(quotes(judge("Feed the cat daily.", text), text)).containsExactly("Feed the\n  cat daily.");
        assertThat(judge("Feed the cat daily.", text).chance()).isEqualTo(SupportJudge.QUOTED);
        assertThat(judge("Water the plants.", text).chance()).isEqualTo(SupportJudge.QUOTED);
    }

    @Test
    void aPartOfASentenceIsNoQuotation() {
        assertThat(judge("The mill was sold.", "It is a rumour that the mill was sold. The mill was sold.5 times.")
                        .chance())
                .isLessThan(SupportJudge.QUOTED);
        assertThat(judge("was sold in May.", "The mill was sold in May. ").chance())
                .isLessThan(SupportJudge.QUOTED);
        assertThat(supports("The ships were used against civilian targets.", FRIGATES))
                .isFalse();
    }

    @Test
    void quotesAreOfTheDocumentEvenWhereThePassageBeginsWithinIt() {
        String text = "# Navy\n\n" + FRIGATES;
        Document document = document("Navy", text);
        Support support = judge.judge(
                "In total, six frigates were contributed by New Zealand to the Korean War.",
                document,
                new Span(8, text.length()));

        assertThat(support.chance()).isGreaterThan(0.5);
        assertThat(support.spans())
                .singleElement()
                .satisfies(span -> assertThat(span.of(text))
                        .startsWith("New Zealand contributed")
                        .endsWith("Korean War."));
    }

    @Test
    void aSentenceFromSeveralIsSupportedByAllOfThem() {
        String text =
                "Ann built the mill on the river Tarn. The weather was fine. Ben sold it to the city of Albi in 1994.";
        Support support =
                judge("Ann built the mill on the river Tarn, and Ben sold it to the city of Albi in 1994.", text);

        assertThat(support.chance()).isGreaterThan(0.5);
        assertThat(quotes(support, text))
                .containsExactly("Ann built the mill on the river Tarn.", "Ben sold it to the city of Albi in 1994.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    New Zealand contributed six frigates and a volunteer force to the Korean War. | six
                    New Zealand contributed 6 frigates to the Korean War. | digits
                    A volunteer force of 1044, known as K-FORCE, was contributed by New Zealand to the Korean War. | no comma
                    The ships served until the armistice of July 27, 1953. | American date
                    The ships served until the armistice of 1953-07-27. | ISO date
                    The ships served until the armistice of July 1953. | month and year
                    The ships served until the armistice in 1953. | year alone
                    Exports of wool increased by 12%. | percent
                    Exports of wool increased by twelve per cent. | percent in words
                    They weren't used against civilian targets. | short form of not
                    """)
    void theSameInAnotherFormIsSupported(String sentence, String form) {
        Support support = judge(sentence, FRIGATES);
        assertThat(support.chance()).as(form).isGreaterThan(0.5);
        assertThat(support.objections()).as(form).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    New Zealand contributed seven frigates and a volunteer force to the Korean War. | NUMBER | seven
                    New Zealand contributed a 1,045 strong volunteer force to the Korean War. | NUMBER | 1,045
                    New Zealand contributed 1,044 frigates, several smaller craft and a volunteer force to the Korean War. | NUMBER | 1,044
                    The ships served until the armistice of 27 July 1954. | DATE | 27 July 1954
                    The ships served until the armistice of June 27, 1953. | DATE | June 27, 1953
                    The ships served until the armistice of 1950. | NUMBER | 1950
                    Exports of wool increased by 21 percent. | NUMBER | 21 percent
                    New Zealand contributed six frigates, several smaller craft and a volunteer force to the Vietnam War. | NAME | Vietnam
                    In the end Australia contributed six frigates, several smaller craft and a volunteer force to the Korean War. | NAME | Australia
                    The ships did not serve until the armistice of 27 July 1953. | NEGATION | not
                    The ships never served until the armistice of 27 July 1953. | NEGATION | never
                    They were used against civilian targets. | NEGATION | not
                    Exports of wool decreased by 12 percent. | OPPOSITE | decreased
                    """)
    void whatDiffersIsNamedAndTakesTheSupportAway(String sentence, Kind kind, String words) {
        Support support = judge(sentence, FRIGATES);
        assertThat(support.chance()).isLessThan(0.5);
        assertThat(support.objections()).contains(new Objection(kind, words));
    }

    @Test
    void namesThatHaveChangedPlacesAreNotSupported() {
        String text = "In the final of 1994, Brazil clearly defeated Italy.";
        assertThat(supports("In the final of 1994, Brazil defeated Italy.", text))
                .isTrue();
        assertThat(supports("In the final of 1994, Italy was defeated by Brazil.", text))
                .isTrue();
        assertThat(supports("In the final of 1994, Italy defeated Brazil.", text))
                .isFalse();
    }

    @Test
    void anotherPassageOnTheSameTopicDoesNotSupportASentence() {
        assertThat(supports("The frigates were built in Scottish yards between 1938 and 1941.", FRIGATES))
                .isFalse();
    }

    @Test
    void titleAndHeadingsStandInForWhatAPassageLeavesOut() {
        String text = "It was founded in 1911 and has nine members.";
        Document document = document("Harbour Board of Timaru", text);
        Span all = new Span(0, text.length());
        assertThat(judge.judge("The Harbour Board of Timaru was founded in 1911.", document, all)
                        .chance())
                .isGreaterThan(0.5);
        assertThat(judge.judge("The Harbour Board of Napier was founded in 1911.", document, all)
                        .chance())
                .isLessThan(0.5);
    }

    @Test
    void acronymsAndTheirWordsAreTheSame() {
        String text = "After long talks the treaty was signed by the United States in 1951.";
        assertThat(judge("After long talks the treaty was signed by the U.S. in 1951.", text)
                        .objections())
                .isEmpty();
    }

    @Test
    void severalAreJudgedAsEachAlone() {
        Document navy = document("Navy", FRIGATES);
        Document mill = document("Mill", "Ben sold the mill in 1994.");
        List<String> sentences =
                List.of("New Zealand sent six frigates to the Korean War.", "Ben sold the mill in 1994.", "");
        List<Evidence> passages = List.of(whole(navy), whole(mill));

        List<List<Support>> together = judge.judge(sentences, passages);

        assertThat(together).hasSize(3);
        for (int s = 0; s < sentences.size(); s++) {
            for (int p = 0; p < passages.size(); p++) {
                Evidence passage = passages.get(p);
                assertThat(together.get(s).get(p))
                        .isEqualTo(judge.judge(sentences.get(s), passage.document(), passage.span()));
            }
        }
        assertThat(judge.judge(List.of(), passages)).isEmpty();
        assertThat(judge.judge(List.of("A."), List.of())).containsExactly(List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t", "...", "\u0000\u0001\u001b", "\u202e", "the of and", "—"})
    void whatSaysNothingIsSupportedByNothing(String sentence) {
        assertThat(judge(sentence, FRIGATES)).isEqualTo(new Support(0, List.of(), List.of()));
        assertThat(judge(sentence, sentence + " " + sentence)).isEqualTo(new Support(0, List.of(), List.of()));
        assertThat(judge("New Zealand contributed six frigates.", sentence).chance())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "שלום עולם, זה משפט ארוך עם 12 מילים.",
                "ويكيبيديا موسوعة حرة على الإنترنت منذ ٢٠٠١.",
                "維基百科是一個自由的百科全書。",
                "The 🙂 emoji 👩‍👩‍👧 was added in 2010 \u202e to \u0000 Unicode.",
                "A\u0301e\u0301 combining 1,0,0,0,.5 and 1.2.3.4 and 99999999999999999999999 per cent."
            })
    void anyScriptQuotedWholeIsSupported(String sentence) {
        Support support = judge(sentence, "Other words. " + sentence + "\nMore words.");
        assertThat(support.chance()).isEqualTo(SupportJudge.QUOTED);
    }

    @Test
    @Timeout(20)
    void hugeTextsTakeTimeInProportion() {
        String words = "never 12 May 1953 Korea ".repeat(4500);
        String same = "a".repeat(100_000);
        String spaces = "a" + " ".repeat(100_000) + "b";
        for (String text :
                List.of(words, same, spaces, "1,".repeat(50_000), "n't ".repeat(25_000), "(".repeat(100_000))) {
            judge(text, text);
            judge(text.substring(0, 300), text);
            judge("New Zealand contributed six frigates in 1953.", text);
        }
        assertThat(judge(words, words)).isEqualTo(new Support(0, List.of(), List.of()));
    }

    @Test
    void randomTextNeitherFailsNorGivesWhatIsNoChance() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            String sentence = scramble(random, FRIGATES + " \ud83d\ude42\u202e\u0000,.'’%-–/1st one hundred and");
            String text = scramble(random, FRIGATES + "\n\n- ");
            Support support = judge(sentence, text);
            assertThat(support.chance()).isBetween(0.0, 1.0);
            assertThat(support.spans()).allMatch(span -> span.end() <= text.length() && span.length() > 0);
        }
    }

    @Test
    void aPassageOutsideTheTextIsAMistakeOfTheCaller() {
        Document document = document("A", "Short.");
        assertThatThrownBy(() -> judge.judge("Short.", document, new Span(0, 7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("6 characters");
    }

    private static String scramble(Random random, String alphabet) {
        StringBuilder scrambled = new StringBuilder();
        int pieces = random.nextInt(30);
        for (int i = 0; i < pieces; i++) {
            int start = random.nextInt(alphabet.length());
            scrambled.append(alphabet, start, Math.min(alphabet.length(), start + random.nextInt(12)));
        }
        return scrambled.toString();
    }

    private static Document document(String title, String text) {
        return new Document(
                DocumentId.of("test", title),
                "test",
                title,
                ContentHash.of(text),
                title,
                null,
                null,
                text,
                List.of(),
                List.of(),
                Map.of());
    }

    private static Evidence whole(Document document) {
        return new Evidence(document, new Span(0, document.text().length()));
    }

    private boolean supports(String sentence, String text) {
        return judge(sentence, text).chance() >= 0.5;
    }

    private Support judge(String sentence, String text) {
        return judge.judge(sentence, document("", text), new Span(0, text.length()));
    }

    private static List<String> quotes(Support support, String text) {
        return support.spans().stream().map(span -> span.of(text)).toList();
    }
}
