package dev.footnote.assistant;

import dev.footnote.corpus.Span;
import dev.footnote.index.lucene.FootnoteAnalyzer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.jspecify.annotations.Nullable;

/**
 * The words of a text that say something, in order: content words in the stem that search compares, numbers and dates, and which of them
 * are denied.
 */
final class Wording {

    /** Words that deny what follows. */
    private static final Set<String> DENIALS = Set.of(
            ("not cannot never no none nobody nothing neither nor without hardly scarcely barely rarely seldom unable fail fails failed"
                            + " failing failure lack lacks lacked lacking deny denies denied denying refuse refuses refused refusing false"
                            + " falsely untrue")
                    .split(" ", -1));

    /** "Not only" denies nothing. */
    private static final Pattern DENIAL = Pattern.compile(
            "\\b(?:" + String.join("|", DENIALS) + ")\\b(?! only\\b)|(?<=\\p{L}) ?n['’]t\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern CLAUSE_END =
            Pattern.compile("[.;:!?](?=\\s|$)|,|\\b(?:but|although|though|because|while|whereas|which|who|if|when)\\b");

    /** How many words behind a denial it may deny, within its clause. */
    static final int DENIED = 6;

    /** Words of at least this many letters count as nearly the same if their beginnings are. */
    private static final int SAME_BEGINNING = 5;

    /** What separates the sentences of evidence: words at both sides of it are not neighbours. */
    private static final int GAP = 10;

    private static final String BY = " by ";

    private static final Analyzer ANALYZER = new FootnoteAnalyzer();

    private final List<Item> items;
    private final List<Denial> denials;
    private final Map<String, List<Integer>> byStem = new HashMap<>();
    private final Map<String, List<Integer>> byBeginning = new HashMap<>();
    private final List<Integer> figures = new ArrayList<>();

    private Wording(List<Item> items, List<Denial> denials) {
        this.items = items;
        this.denials = denials;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            if (item.figure() != null) {
                figures.add(i);
            } else {
                byStem.computeIfAbsent(item.stem(), stem -> new ArrayList<>()).add(i);
                if (item.stem().length() > SAME_BEGINNING) {
                    byBeginning
                            .computeIfAbsent(item.stem().substring(0, SAME_BEGINNING), stem -> new ArrayList<>())
                            .add(i);
                }
            }
        }
    }

    static Wording of(String text) {
        List<Figure> figures = Figures.of(text);
        List<Item> items = new ArrayList<>();
        int nextFigure = 0;
        for (Item word : words(text)) {
            while (nextFigure < figures.size()
                    && figures.get(nextFigure).span().start() <= word.span().start()) {
                items.add(Item.of(figures.get(nextFigure), items.size(), text));
                nextFigure++;
            }
            boolean partOfFigure =
                    nextFigure > 0 && figures.get(nextFigure - 1).span().overlaps(word.span());
            if (!partOfFigure && !denies(word.written())) {
                items.add(word.at(items.size()));
            }
        }
        for (; nextFigure < figures.size(); nextFigure++) {
            items.add(Item.of(figures.get(nextFigure), items.size(), text));
        }
        return new Wording(items, denials(text, items));
    }

    /** Joins the wordings of several sentences to one. */
    static Wording joined(List<Wording> sentences) {
        List<Item> items = new ArrayList<>();
        List<Denial> denials = new ArrayList<>();
        int position = 0;
        for (Wording sentence : sentences) {
            int first = items.size();
            for (Item item : sentence.items) {
                items.add(item.at(position++));
            }
            sentence.denials.forEach(denial -> denials.add(denial.shifted(first)));
            position += GAP;
        }
        return new Wording(items, denials);
    }

    private static List<Item> words(String text) {
        try (TokenStream tokens = ANALYZER.tokenStream("text", text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            OffsetAttribute offsets = tokens.addAttribute(OffsetAttribute.class);
            List<Item> words = new ArrayList<>();
            tokens.reset();
            while (tokens.incrementToken()) {
                Span span = new Span(offsets.startOffset(), offsets.endOffset());
                boolean agent = text.regionMatches(true, span.start() - BY.length(), BY, 0, BY.length());
                words.add(new Item(term.toString(), null, span.of(text), span, 0, agent));
            }
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException("reading a text in memory", e);
        }
    }

    private static boolean denies(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return DENIALS.contains(lower) || lower.endsWith("n't") || lower.endsWith("n’t");
    }

    private static List<Denial> denials(String text, List<Item> items) {
        List<Denial> denials = new ArrayList<>();
        Matcher denial = DENIAL.matcher(text);
        Matcher clauseEnd = CLAUSE_END.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
        int item = 0;
        while (denial.find()) {
            while (item < items.size() && items.get(item).span().start() < denial.end()) {
                item++;
            }
            int last = Math.min(items.size(), item + DENIED);
            if (last > item) {
                clauseEnd.region(denial.end(), items.get(last - 1).span().end());
                int end = clauseEnd.find() ? clauseEnd.start() : text.length();
                while (last > item && items.get(last - 1).span().start() >= end) {
                    last--;
                }
            }
            denials.add(new Denial(denial.group().strip(), item, last));
        }
        return denials;
    }

    List<Item> items() {
        return items;
    }

    /** Returns the items as they are written. */
    String written() {
        return items.stream().map(Item::written).collect(Collectors.joining(" "));
    }

    List<Denial> denials() {
        return denials;
    }

    /** Returns how many denials an item stands behind, among their next {@code reach} items. */
    long denialsOf(int item, int reach) {
        return denials.stream()
                .filter(denial -> item >= denial.from() && item < Math.min(denial.to(), denial.from() + reach))
                .count();
    }

    /** Returns the indices of the items that say what {@code item}, of another text, says. */
    List<Integer> occurrences(Item item) {
        Figure figure = item.figure();
        if (figure != null) {
            return figures.stream()
                    .filter(index -> figure.isIn(figureAt(index)))
                    .toList();
        }
        List<Integer> same = byStem.getOrDefault(item.stem(), List.of());
        if (!same.isEmpty() || item.stem().length() <= SAME_BEGINNING) {
            return same;
        }
        return byBeginning.getOrDefault(item.stem().substring(0, SAME_BEGINNING), List.of());
    }

    private Figure figureAt(int index) {
        Figure figure = items.get(index).figure();
        if (figure == null) {
            throw new IllegalStateException("item " + index + " must be a figure, found " + items.get(index));
        }
        return figure;
    }

    /** Returns whether the text tells a date, in one piece or with its year elsewhere. */
    boolean tells(Figure figure) {
        boolean told = figures.stream().anyMatch(index -> figure.isIn(figureAt(index)));
        if (told || !(figure instanceof Figure.CalendarDate date) || date.year() == 0) {
            return told;
        }
        Figure year = new Figure.Quantity(date.year(), Figure.Quantity.Form.PLAIN, date.span());
        boolean dayTold = figures.stream()
                .map(this::figureAt)
                .anyMatch(other -> other instanceof Figure.CalendarDate otherDate
                        && otherDate.year() == 0
                        && date.withoutYear().isIn(other));
        return dayTold && figures.stream().anyMatch(index -> year.isIn(figureAt(index)));
    }

    /**
     * A word, number or date.
     *
     * @param stem the word's stem; of a figure, what is written
     * @param figure what it amounts to, if it is a number or date
     * @param written what is written
     * @param span where it stands
     * @param position its place among the items, with gaps between sentences
     * @param agent whether it stands directly behind "by"
     */
    record Item(String stem, @Nullable Figure figure, String written, Span span, int position, boolean agent) {

        static Item of(Figure figure, int position, String text) {
            String written = figure.span().of(text);
            return new Item(written, figure, written, figure.span(), position, false);
        }

        Item at(int newPosition) {
            return new Item(stem, figure, written, span, newPosition, agent);
        }

        boolean isNameOrFigure() {
            return figure != null || isName();
        }

        /** Whether it has a capital that does not come from standing first. */
        boolean isName() {
            return figure == null && span.start() > 0 && Character.isUpperCase(written.codePointAt(0));
        }
    }

    /**
     * A word that denies, and the items it denies.
     *
     * @param word the word
     * @param from index of the first item denied
     * @param to index after the last
     */
    record Denial(String word, int from, int to) {

        Denial shifted(int by) {
            return new Denial(word, from + by, to + by);
        }
    }
}
