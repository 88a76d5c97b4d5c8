package dev.footnote.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BertTokenizerTest {

    private BertTokenizer tokenizer;

    @BeforeAll
    void open() {
        tokenizer = BertTokenizer.open(ModelDescription.load(TinyModels.ENCODER).tokenizer());
    }

    @AfterAll
    void close() {
        tokenizer.close();
    }

    @Test
    void offsetsAreOfTheTextAsWritten() {
        assertThat(words("Six SHIPS, sent")).containsExactly("Six", "SHIPS", ",", "sent");
    }

    @Test
    void offsetsCountCodeUnitsAfterCharactersOfTwo() {
        assertThat(words("😀 six 👩‍🚀 ships 𝔘 king")).contains("😀", "six", "ships", "king");
    }

    @Test
    void offsetsHoldBesideLoneSurrogates() {
        assertThat(words("\uD83D six \uDE00 ships 😀 king\uD83D")).contains("six", "ships");
        assertThat(words("six\uD83D 😀 king")).contains("king");
    }

    @Test
    void offsetsHoldWhereAccentsAreStripped() {
        assertThat(words("thé ie\u0301 king")).contains("thé", "king");
    }

    @ParameterizedTest
    @MethodSource("dev.footnote.inference.TinyModels#difficultTexts")
    void everyTokenStandsInTheText(String text) {
        Tokens tokens = tokenizer.tokenize(text);
        for (int token = 0; token < tokens.size(); token++) {
            assertThat(tokens.start(token)).isBetween(0, text.length());
            assertThat(tokens.end(token)).isBetween(tokens.start(token), text.length());
        }
    }

    @Test
    void theFilesOwnTruncationAndPaddingAreOff() {
        assertThat(tokenizer.tokenize("six").size()).isEqualTo(1);
        assertThat(tokenizer.tokenize("six ".repeat(100)).size()).isEqualTo(100);
    }

    @Test
    void aTextCannotWriteTheMarksThatEndIt() {
        assertThat(tokenizer.tokenize("six [SEP] [CLS] seven").ids(0, 4))
                .doesNotContain(tokenizer.classifierId(), tokenizer.separatorId())
                .hasSize(4);
    }

    @Test
    void theFirstTokensOfAHugeTextCostLittle() {
        String huge = "six ships ".repeat(200_000);
        long begun = System.nanoTime();
        assertThat(tokenizer.firstIds(huge, 10))
                .isEqualTo(tokenizer.tokenize("six ships ".repeat(5)).ids(0, 10));
        assertThat(System.nanoTime() - begun).isLessThan(500_000_000);
    }

    @Test
    void theFirstTokensOfAHugeTextMayEndWithinACharacter() {
        assertThat(tokenizer.firstIds("😀".repeat(10_000) + "a", 3)).isNotEmpty();
        assertThat(tokenizer.firstIds("a" + "😀".repeat(10_000), 3)).isNotEmpty();
    }

    @Test
    void knowsTheLargestIdOfItsVocabulary() {
        assertThat(tokenizer.largestId()).isEqualTo(tokenizer.tokenize("summer").ids(0, 1)[0]);
    }

    @Test
    void aFileThatIsNoTokenizerIsSaidToBeSo(@TempDir Path parent) {
        Path folder = TinyModels.copy(TinyModels.ENCODER, parent);
        TinyModels.replaceTokenizer(folder, "{\"version\": 1}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(
                        () -> BertTokenizer.open(ModelDescription.load(folder).tokenizer()))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("tokenizer.json", "expected a tokenizer.json, found");
    }

    @Test
    void aClosedTokenizerSaysSo() {
        BertTokenizer closed =
                BertTokenizer.open(ModelDescription.load(TinyModels.READER).tokenizer());
        closed.close();
        closed.close();
        assertThatThrownBy(() -> closed.tokenize("six"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("was closed");
    }

    private List<String> words(String text) {
        Tokens tokens = tokenizer.tokenize(text);
        return IntStream.range(0, tokens.size())
                .mapToObj(token -> text.substring(tokens.start(token), tokens.end(token)))
                .toList();
    }
}
