package dev.footnote.assistant;

import dev.footnote.assistant.Figure.CalendarDate;
import dev.footnote.assistant.Figure.Quantity;
import dev.footnote.assistant.Figure.Quantity.Form;
import dev.footnote.corpus.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the numbers and dates of an English text: {@code 1,000}, {@code 1000}, {@code one thousand}, {@code 3.5 million}, {@code 5 %},
 * {@code 12th}, {@code twenty-first}, {@code 1990s}; {@code 12 May 1953}, {@code May 12, 1953}, {@code 1953-05-12}, {@code 12 May}. The words
 * "one" and "first" on their own are no numbers: they mostly count nothing.
 */
final class Figures {

    private static final Pattern TOKEN =
            Pattern.compile("\\p{Nd}[\\p{Nd}.,]*(?<=\\p{Nd})(?:\\p{L}[\\p{L}\\p{Nd}]*)?|\\p{L}[\\p{L}\\p{M}\\p{Nd}]*");
    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(,\\d{3})+(\\.\\d+)?");
    private static final Pattern DIGITS = Pattern.compile("(\\d[\\d.,]*)(\\p{L}*)");
    private static final Pattern PERCENT = Pattern.compile("\\G\\s?(%|percent\\b|per cent\\b|percentage points?\\b)");
    private static final int LONGEST_DIGITS = 18;
    private static final int FIRST_YEAR = 1000;
    private static final int LAST_YEAR = 2199;

    private static final Map<String, Integer> SMALL = new HashMap<>();
    private static final Map<String, Integer> ORDINALS = new HashMap<>();
    private static final Map<String, Double> SCALES =
            Map.of("hundred", 1e2, "thousand", 1e3, "million", 1e6, "billion", 1e9, "trillion", 1e12, "dozen", 12.0);
    private static final Map<String, Double> SUFFIXES =
            Map.of("k", 1e3, "bn", 1e9, "hundred", 1e2, "thousand", 1e3, "million", 1e6, "billion", 1e9);
    private static final Map<String, Integer> MONTHS = new HashMap<>();

    static {
        String[] units =
                ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
                                + " seventeen eighteen nineteen")
                        .split(" ");
        String[] ordinals =
                ("zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
                                + " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth")
                        .split(" ");
        for (int i = 0; i < units.length; i++) {
            SMALL.put(units[i], i);
            ORDINALS.put(ordinals[i], i);
        }
        String[] tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
        for (int i = 0; i < tens.length; i++) {
            SMALL.put(tens[i], 20 + 10 * i);
            ORDINALS.put(tens[i].replaceAll("y$", "ieth"), 20 + 10 * i);
        }
        String[] months =
                "january february march april may june july august september october november december".split(" ");
        for (int i = 0; i < months.length; i++) {
            MONTHS.put(months[i], i + 1);
            MONTHS.put(months[i].substring(0, 3), i + 1);
        }
        MONTHS.put("sept", 9);
    }

    private final String text;
    private final List<Token> tokens;
    private final List<Figure> found = new ArrayList<>();
    private int next;

    private Figures(String text) {
        this.text = text;
        this.tokens = TOKEN.matcher(text).results().map(Token::new).toList();
    }

    /** Returns the numbers and dates of a text, in order. */
    static List<Figure> of(String text) {
        return new Figures(text).find();
    }

    private List<Figure> find() {
        while (next < tokens.size()) {
            Figure figure = date();
            if (figure == null) {
                figure = tokens.get(next).startsWithDigit() ? digits() : words();
            }
            if (figure == null) {
                next++;
            } else {
                found.add(figure);
            }
        }
        return found;
    }

    /** Reads a date at {@link #next} and goes behind it; null where there is none. */
    private @Nullable Figure date() {
        int start = next;
        Token first = tokens.get(start);
        if (first.startsWithDigit()) {
            Figure numeric = numericDate();
            return numeric != null ? numeric : dayFirst();
        }
        int month = first.month();
        if (month == 0) {
            return null;
        }
        int day = at(start + 1, " ", ". ") ? dayOf(tokens.get(start + 1)) : 0;
        int yearAt = day == 0 ? start + 1 : start + 2;
        if (yearAt < tokens.size() && tokens.get(yearAt).lower().equals("of")) {
            yearAt++;
        }
        int year = at(yearAt, " ", ", ", " , ", ". ") ? yearOf(tokens.get(yearAt)) : 0;
        if (day == 0 && year == 0 && !first.isCertainMonth()) {
            return null;
        }
        int lastOfDay = day == 0 ? start : start + 1;
        return dateUpTo(start, year == 0 ? lastOfDay : yearAt, year, month, day);
    }

    private @Nullable Figure dayFirst() {
        int start = next;
        int day = dayOf(tokens.get(start));
        int monthAt = start + 1;
        if (monthAt + 1 < tokens.size() && tokens.get(monthAt).lower().equals("of")) {
            monthAt++;
        }
        int month = monthAt < tokens.size() && at(monthAt, " ")
                ? tokens.get(monthAt).month()
                : 0;
        if (day == 0 || month == 0) {
            return null;
        }
        int yearAt = monthAt + 1;
        int year = at(yearAt, " ", ", ", " , ", ". ") ? yearOf(tokens.get(yearAt)) : 0;
        return dateUpTo(start, year == 0 ? monthAt : yearAt, year, month, day);
    }

    /** 1953-05-12; of dates with strokes, which are written in two orders, only those of which just one makes sense. */
    private @Nullable Figure numericDate() {
        int start = next;
        boolean iso = at(start + 1, "-") && at(start + 2, "-");
        boolean strokes = at(start + 1, "/") && at(start + 2, "/");
        if (!iso && !strokes) {
            return null;
        }
        int first = tokens.get(start).whole();
        int second = tokens.get(start + 1).whole();
        int third = tokens.get(start + 2).whole();
        if (iso && isYear(first) && isMonth(second) && isDay(third)) {
            return dateUpTo(start, start + 2, first, second, third);
        }
        if (strokes
                && isYear(third)
                && isDay(first)
                && isDay(second)
                && (first > 12 || second > 12 || first == second)) {
            return first > 12
                    ? dateUpTo(start, start + 2, third, second, first)
                    : dateUpTo(start, start + 2, third, first, second);
        }
        return null;
    }

    private CalendarDate dateUpTo(int start, int last, int year, int month, int day) {
        next = last + 1;
        return new CalendarDate(year, month, day, span(start, last));
    }

    private @Nullable Figure digits() {
        int start = next;
        Token token = tokens.get(start);
        Matcher matcher = DIGITS.matcher(token.lower());
        if (!matcher.matches() || matcher.group(1).length() > LONGEST_DIGITS) {
            return null;
        }
        double value = value(matcher.group(1));
        String suffix = matcher.group(2);
        if (Double.isNaN(value)) {
            return null;
        }
        next = start + 1;
        if (suffix.equals("s")) {
            return new Quantity(value, Form.DECADE, span(start, start));
        }
        if (suffix.equals("st") || suffix.equals("nd") || suffix.equals("rd") || suffix.equals("th")) {
            return new Quantity(value, Form.ORDINAL, span(start, start));
        }
        value *= SUFFIXES.getOrDefault(suffix, 1.0);
        if (start > 0
                && (at(start, "-") || at(start, "\u2013"))
                && token.lower().length() == 2) {
            int century = yearOf(tokens.get(start - 1)) / 100;
            value += century * 100; // 1939–45
        }
        return scaled(value, start);
    }

    private static double value(String digits) {
        String number = GROUPED.matcher(digits).matches() ? digits.replace(",", "") : digits;
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException e) {
            return Double.NaN; // a version such as 1.2.3
        }
    }

    private @Nullable Figure words() {
        int start = next;
        String first = tokens.get(start).lower();
        Integer ordinal = ORDINALS.get(first);
        if (ordinal != null && ordinal > 1) {
            next = start + 1;
            return new Quantity(ordinal, Form.ORDINAL, span(start, start));
        }
        Integer small = SMALL.get(first);
        if (small == null) {
            return null;
        }
        int last = start;
        double value = small;
        if (small >= 20 && at(start + 1, "-", " ")) {
            String unit = tokens.get(start + 1).lower();
            int rest = SMALL.getOrDefault(unit, 0);
            int restInOrder = ORDINALS.getOrDefault(unit, 0);
            if (restInOrder > 0 && restInOrder < 10) {
                next = start + 2;
                return new Quantity(value + restInOrder, Form.ORDINAL, span(start, start + 1));
            }
            if (rest > 0 && rest < 10) {
                value += rest;
                last++;
            }
        }
        next = last + 1;
        if (first.equals("one")
                && !(at(next, " ") && SCALES.containsKey(tokens.get(next).lower()))) {
            next = start;
            return null;
        }
        return scaled(value, start);
    }

    /** Takes in what follows a number: thousand, million and the smaller numbers behind them, or a percent sign. */
    private Quantity scaled(double first, int start) {
        double total = 0;
        double current = first;
        while (at(next, " ", "-")) {
            String word = tokens.get(next).lower();
            Double scale = SCALES.get(word);
            if (scale != null) {
                current *= scale;
                if (scale >= 1e3) {
                    total += current;
                    current = 0;
                }
                next++;
            } else {
                int and = word.equals("and") && next > start + 1 && at(next + 1, " ") ? 1 : 0;
                boolean afterScale = SCALES.containsKey(tokens.get(next - 1).lower());
                Integer small = afterScale ? SMALL.get(tokens.get(next + and).lower()) : null;
                if (small == null) {
                    break;
                }
                next += and + 1;
                current += small;
                if (small >= 20
                        && at(next, " ", "-")
                        && SMALL.getOrDefault(tokens.get(next).lower(), 10) < 10) {
                    current += SMALL.getOrDefault(tokens.get(next).lower(), 0);
                    next++;
                }
            }
        }
        Span span = span(start, next - 1);
        Matcher percent = PERCENT.matcher(text);
        return percent.find(span.end())
                ? new Quantity(total + current, Form.PERCENT, new Span(span.start(), percent.end()))
                : new Quantity(total + current, Form.PLAIN, span);
    }

    /** Tells whether there is a token at an index that one of these separates from the token before it. */
    private boolean at(int index, String... separators) {
        if (index < 1 || index >= tokens.size()) {
            return false;
        }
        int start = tokens.get(index - 1).end();
        int length = tokens.get(index).start() - start;
        for (String separator : separators) {
            if (separator.length() == length && text.startsWith(separator, start)) {
                return true;
            }
        }
        return false;
    }

    private Span span(int first, int last) {
        return new Span(tokens.get(first).start(), tokens.get(last).end());
    }

    private static int dayOf(Token token) {
        String digits = token.lower().replaceAll("(st|nd|rd|th)$", "");
        return digits.matches("\\d{1,2}") && isDay(Integer.parseInt(digits)) ? Integer.parseInt(digits) : 0;
    }

    private static int yearOf(Token token) {
        return isYear(token.whole()) ? token.whole() : 0;
    }

    private static boolean isYear(int number) {
        return number >= FIRST_YEAR && number <= LAST_YEAR;
    }

    private static boolean isMonth(int number) {
        return number >= 1 && number <= 12;
    }

    private static boolean isDay(int number) {
        return number >= 1 && number <= 31;
    }

    /** A word or number. */
    private record Token(String written, String lower, int start, int end) {

        Token(MatchResult match) {
            this(match.group(), inLatinDigits(match.group().toLowerCase(Locale.ROOT)), match.start(), match.end());
        }

        private static String inLatinDigits(String word) {
            if (word.chars().allMatch(c -> c < 128 || !Character.isDigit(c))) {
                return word;
            }
            StringBuilder latin = new StringBuilder();
            word.codePoints()
                    .forEach(c -> latin.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
            return latin.toString();
        }

        boolean startsWithDigit() {
            return Character.isDigit(lower.charAt(0));
        }

        /** The number that a token of up to four digits is; 0 for any other. */
        int whole() {
            return lower.matches("\\d{1,4}") ? Integer.parseInt(lower) : 0;
        }

        int month() {
            return Character.isUpperCase(written.codePointAt(0)) ? MONTHS.getOrDefault(lower, 0) : 0;
        }

        /** Whether it is a month wherever it stands: "May", "March" and short forms may be something else. */
        boolean isCertainMonth() {
            return lower.length() > 3 && !lower.equals("march") && !lower.equals("sept");
        }
    }
}
