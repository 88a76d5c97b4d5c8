package dev.footnote.assistant;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Puts together what means nearly the same: each text joins the group whose mean vector is nearest to its own, or begins a group. One pass in
 * the order given, so that the same texts give the same groups.
 */
final class QuestionGroups {

    /** The least cosine between a text and its group's mean, for the encoder that comes with the program. */
    private static final double NEAR = 0.86;

    private QuestionGroups() {}

    /**
     * Returns the groups, the largest first, equal ones in the order of their first members; members stay in their order.
     *
     * @param vector gives the unit-length vector of a member
     */
    static <T> List<List<T>> of(List<T> members, Function<T, float[]> vector) {
        List<Group<T>> groups = new ArrayList<>();
        for (T member : members) {
            float[] at = vector.apply(member);
            Group<T> nearest = null;
            double best = NEAR;
            for (Group<T> group : groups) {
                double cosine = group.cosine(at);
                if (cosine >= best) {
                    nearest = group;
                    best = cosine;
                }
            }
            if (nearest == null) {
                nearest = new Group<>(at.length);
                groups.add(nearest);
            }
            nearest.add(member, at);
        }
        return groups.stream()
                .sorted(Comparator.comparingInt((Group<T> group) -> group.members.size())
                        .reversed())
                .map(group -> List.copyOf(group.members))
                .toList();
    }

    private static final class Group<T> {
        private final List<T> members = new ArrayList<>();
        private final double[] sum;

        Group(int dimension) {
            sum = new double[dimension];
        }

        void add(T member, float[] vector) {
            members.add(member);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vector[i];
            }
        }

        double cosine(float[] vector) {
            double product = 0;
            double square = 0;
            for (int i = 0; i < sum.length; i++) {
                product += sum[i] * vector[i];
                square += sum[i] * sum[i];
            }
            return square == 0 ? 0 : product / Math.sqrt(square);
        }
    }
}
