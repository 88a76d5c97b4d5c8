package dev.footnote.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FootnoteAnalyzerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "U.S. US u.s|us us us",
                "U.S.A. USA|usa usa",
                "1,044 sailors of 12,345,678.50|1044 sailor 12345678.50",
                "3.14 v1.2|3.14 v1.2",
                "K-FORCE well-known COVID-19|k force well known covid 19",
                "frigates Frigate's frigate\u2019s|frigate frigate frigate",
                "pom.xml FOOTNOTE_DATA end.Next|pom xml footnote data end next",
                "Beyonc\u00E9 na\u00EFve|beyonce naive",
                "universities and the university, organs and organization|university university organ organization",
                "What is the capital of France?|capital france",
            })
    void givesWordsOneForm(String text, String words) throws IOException {
        assertThat(String.join(" ", analyze(text))).isEqualTo(words);
    }

    @Test
    void givesNoWordsWhereThereAreNone() throws IOException {
        assertThat(analyze("___ . , \u2014 ??")).isEmpty();
    }

    private static List<String> analyze(String text) throws IOException {
        List<String> words = new ArrayList<>();
        try (FootnoteAnalyzer analyzer = new FootnoteAnalyzer();
                TokenStream tokens = analyzer.tokenStream("text", text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                words.add(term.toString());
            }
        }
        return words;
    }
}
