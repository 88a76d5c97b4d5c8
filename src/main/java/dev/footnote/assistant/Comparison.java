package dev.footnote.assistant;

import dev.footnote.assistant.Objection.Kind;
import dev.footnote.assistant.Wording.Denial;
import dev.footnote.assistant.Wording.Item;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/** A claim beside the sentences that may bear it out: how far they say the same, and where they differ. */
final class Comparison {

    /** How far apart, in items, two words that stand side by side in the claim may stand in the evidence. */
    private static final int NEAR = 4;

    /** How many items behind a denial it surely denies. */
    private static final int SURELY_DENIED = 3;

    /** The shares of the claim and of the best sentence that correspond where the two are nearly the same. */
    private static final double SAME_OF_CLAIM = 0.8;

    private static final double SAME_OF_EVIDENCE = 0.6;

    private final Wording claim;
    private final Wording best;
    private final Wording support;
    private final Wording passage;
    private final Wording context;
    private final Alignment alignment;
    private final Alignment alignmentWithBest;
    private final List<List<Integer>> inSupport;
    private final Map<Signal, Double> signals = new EnumMap<>(Signal.class);
    private final Set<Objection> objections = new LinkedHashSet<>();

    /**
     * @param claim what is to be borne out
     * @param best the sentence of the passage that bears it out best
     * @param support the sentences of the passage that do so together, joined
     * @param passage the whole passage
     * @param context its document's title and the headings that lead to it
     */
    Comparison(Wording claim, Wording best, Wording support, Wording passage, Wording context) {
        this.claim = claim;
        this.best = best;
        this.support = support;
        this.passage = passage;
        this.context = context;
        this.alignment = new Alignment(claim, support);
        this.alignmentWithBest = support == best ? alignment : new Alignment(claim, best);
        this.inSupport = claim.items().stream().map(support::occurrences).toList();
        words();
        figures();
        names();
        neighbours();
        replacements();
        denials();
    }

    /** Returns the value of each signal; what is not there is 0. */
    Map<Signal, Double> signals() {
        return signals;
    }

    List<Objection> objections() {
        return List.copyOf(objections);
    }

    private void add(Signal signal, double value) {
        signals.merge(signal, value, Double::sum);
    }

    private void object(Signal signal, Kind kind, String words) {
        add(signal, 1);
        objections.add(new Objection(kind, words));
    }

    private boolean isThere(int i) {
        return !inSupport.get(i).isEmpty()
                || !context.occurrences(claim.items().get(i)).isEmpty();
    }

    private void words() {
        int all = claim.items().size();
        double share = 1.0 / all;
        double missing = all == 0 ? 1 : 0;
        for (int i = 0; i < all; i++) {
            if (!isThere(i)) {
                missing += share;
            } else if (inSupport.get(i).isEmpty()) {
                add(Signal.ONLY_IN_CONTEXT, share);
            } else if (alignment.inEvidence(i) < 0) {
                add(Signal.MOVED, share);
            }
        }
        add(Signal.MISSING, missing * missing);
    }

    private void figures() {
        for (Item item : claim.items()) {
            Figure figure = item.figure();
            if (figure != null && !passage.tells(figure) && !context.tells(figure)) {
                object(Signal.FIGURE_MISSING, kind(figure), item.written());
            }
        }
    }

    private void names() {
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < claim.items().size(); i++) {
            Item item = claim.items().get(i);
            if (item.isName() && !isThere(i) && passage.occurrences(item).isEmpty()) {
                missing.add(item.written());
            }
        }
        if (!missing.isEmpty()) {
            new NameMatcher(context.written() + " " + passage.written())
                    .missing(missing)
                    .forEach(name -> object(Signal.NAME_MISSING, Kind.NAME, name));
        }
    }

    private static Kind kind(Figure figure) {
        return switch (figure) {
            case Figure.CalendarDate date -> Kind.DATE;
            case Figure.Quantity quantity -> Kind.NUMBER;
        };
    }

    /** Compares in which order words stand that are side by side. */
    private void neighbours() {
        List<Integer> matched = new ArrayList<>();
        for (int i = 0; i < claim.items().size(); i++) {
            if (!inSupport.get(i).isEmpty()) {
                matched.add(i);
            }
        }
        double share = 1.0 / Math.max(1, matched.size() - 1);
        for (int m = 1; m < matched.size(); m++) {
            int before = matched.get(m - 1);
            int after = matched.get(m);
            if (follows(after, before, NEAR) && !follows(before, after, NEAR)) {
                add(Signal.TURNED_ROUND, share);
            }
        }
    }

    /** Whether the evidence has one item of the claim at most so far behind another one. */
    private boolean follows(int first, int second, int most) {
        for (int from : inSupport.get(first)) {
            for (int to : inSupport.get(second)) {
                int distance = support.items().get(to).position()
                        - support.items().get(from).position();
                if (distance > 0 && distance <= most) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Looks at what stands, in claim and best sentence, between items that correspond. */
    private void replacements() {
        int size = claim.items().size();
        int before = -1;
        for (int i = 0; i <= size; i++) {
            if (i < size && alignmentWithBest.inEvidence(i) < 0) {
                continue;
            }
            if (i - before > 1) {
                replacement(before + 1, i, between(before, i));
            }
            before = i;
        }
    }

    /** Returns the items of the best sentence between the counterparts of two items of the claim, those near one of these. */
    private List<Item> between(int before, int after) {
        boolean last = after == claim.items().size();
        int from = before < 0 ? 0 : alignmentWithBest.inEvidence(before) + 1;
        int to = last ? best.items().size() : alignmentWithBest.inEvidence(after);
        List<Item> between = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if ((before >= 0 && i - from < NEAR) || (!last && to - i <= NEAR)) {
                between.add(best.items().get(i));
            }
        }
        return between;
    }

    private void replacement(int from, int to, List<Item> instead) {
        if (instead.isEmpty()) {
            return;
        }
        List<Item> said = claim.items().subList(from, to);
        boolean otherFigure = instead.stream()
                .anyMatch(item -> item.figure() != null && said.stream().noneMatch(one -> isSame(one, item)));
        List<String> names = new ArrayList<>();
        for (int i = from; i < to; i++) {
            Item item = claim.items().get(i);
            Figure figure = item.figure();
            if (figure != null) {
                // What the passage lacks altogether counts as missing
                if (otherFigure && passage.tells(figure) && !context.tells(figure) && !hasMovedAlong(i)) {
                    object(Signal.FIGURE_REPLACED, kind(figure), item.written());
                }
            } else if (item.isName()) {
                if (!hasMovedAlong(i)) {
                    names.add(item.written());
                }
            } else if (!isThere(i)) {
                add(Signal.WORDS_REPLACED, 1.0 / claim.items().size());
            }
            if (instead.stream().anyMatch(other -> Opposites.are(item.stem(), other.stem()))) {
                object(Signal.OPPOSITE, Kind.OPPOSITE, item.written());
            }
        }
        if (!names.isEmpty() && instead.stream().anyMatch(Item::isName)) {
            String written = instead.stream().map(Item::written).collect(Collectors.joining(" "));
            new NameMatcher(written).missing(names).forEach(name -> object(Signal.NAME_REPLACED, Kind.NAME, name));
        }
    }

    private static boolean isSame(Item one, Item other) {
        return one.figure() != null && other.figure() != null && one.figure().isIn(other.figure());
    }

    /**
     * Whether the evidence has an item beside the same word as the claim: then it has only changed its place together with that word. What
     * "is done by someone" stands the other way round where "someone does" it.
     */
    private boolean hasMovedAlong(int i) {
        List<Item> items = claim.items();
        boolean agent = i > 0 && items.get(i).agent() && follows(i, i - 1, NEAR);
        boolean hasAgent = i + 2 < items.size() && items.get(i + 2).agent() && follows(i + 1, i, NEAR);
        boolean besideBefore = i > 0 && follows(i - 1, i, 1);
        boolean besideAfter = i == 0 && items.size() > 1 && follows(0, 1, 1);
        return agent || hasAgent || besideBefore || besideAfter;
    }

    private void denials() {
        differing(claim, support, alignment::inEvidence)
                .forEach(denial -> object(Signal.DENIAL_ADDED, Kind.NEGATION, denial.word()));
        differing(support, claim, alignment::inClaim)
                .forEach(denial -> object(Signal.DENIAL_DROPPED, Kind.NEGATION, denial.word()));
        if (claim.denials().isEmpty() != support.denials().isEmpty()) {
            add(Signal.ONE_DENIES, 1);
        }
        List<Integer> matched = alignmentWithBest.matched();
        boolean nearlySame = matched.size() >= SAME_OF_CLAIM * claim.items().size()
                && matched.size() >= SAME_OF_EVIDENCE * best.items().size();
        if (nearlySame && !matched.isEmpty()) {
            long inBest = best.denials().stream()
                    .filter(denial -> denial.from() >= matched.getFirst() && denial.from() <= matched.getLast())
                    .count();
            add(Signal.DENIALS_DIFFER, claim.denials().size() == inBest ? 0 : 1);
        }
    }

    /**
     * Returns the denials of one text whose next item that stands in the other, too, is not denied there as often; an even number of denials
     * is none.
     */
    private static List<Denial> differing(Wording one, Wording other, IntUnaryOperator counterparts) {
        List<Denial> differing = new ArrayList<>();
        for (Denial denial : one.denials()) {
            for (int i = denial.from(); i < Math.min(denial.to(), denial.from() + SURELY_DENIED); i++) {
                int counterpart = counterparts.applyAsInt(i);
                if (counterpart >= 0) {
                    long here = one.denialsOf(i, SURELY_DENIED) % 2;
                    boolean differs = here != other.denialsOf(counterpart, SURELY_DENIED) % 2
                            && here != other.denialsOf(counterpart, Wording.DENIED) % 2;
                    if (differs) {
                        differing.add(denial);
                    }
                    break;
                }
            }
        }
        return differing;
    }
}
