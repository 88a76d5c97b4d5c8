package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class QuestionGroupsTest {

    private static final Map<String, float[]> VECTORS = Map.of(
            "price", new float[] {1, 0},
            "cost", new float[] {0.96f, 0.28f},
            "opening", new float[] {0, 1});

    private static List<List<String>> groups(String... questions) {
        return QuestionGroups.of(List.of(questions), text -> Objects.requireNonNull(VECTORS.get(text)));
    }

    @Test
    void whatMeansNearlyTheSameIsTogetherAndTheLargestGroupComesFirst() {
        assertThat(groups("opening", "price", "cost")).containsExactly(List.of("price", "cost"), List.of("opening"));
    }

    @Test
    void groupsOfOneSizeKeepTheOrderOfTheirFirstMembers() {
        assertThat(groups("opening", "price")).containsExactly(List.of("opening"), List.of("price"));
        assertThat(groups()).isEmpty();
    }

    @Test
    void theSameQuestionTwiceIsOneGroup() {
        assertThat(groups("price", "price")).containsExactly(List.of("price", "price"));
    }
}
