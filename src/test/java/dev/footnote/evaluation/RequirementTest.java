package dev.footnote.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementTest {

    @ParameterizedTest
    @CsvSource({
        "f1>=0.5, true",
        "f1 >= 0.51, false",
        "f1<=0.5, true",
        "f1<=0.4, false",
        "f1>0.4, true",
        "f1>0.5, false",
        "f1<0.6, true",
        "f1<0.5, false",
        "ndcg@10>=0, false"
    })
    void aFigureIsHeldAgainstItsBoundAndOneThatIsMissingFails(String text, boolean met) {
        assertThat(Requirement.parse(text).metBy(Map.of("f1", 0.5))).isEqualTo(met);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "f1", "f1=0.5", "f1>=", ">=0.5", "f1>=high", "f1>=0.5 f1", "f1=>0.5"})
    void anythingElseIsRefusedWithTheFormThatIsExpected(String text) {
        assertThatThrownBy(() -> Requirement.parse(text))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("such as answer_in_citation>=0.9");
    }

    @Test
    void anUnknownFigureIsRefusedWithThoseThatAreKnown() {
        assertThatThrownBy(() -> Requirement.parse("accuracy>=0.5"))
                .hasMessageContaining("no figure 'accuracy'")
                .hasMessageContaining("answer_in_citation")
                .hasMessageContaining("latency_p95_ms");
    }
}
