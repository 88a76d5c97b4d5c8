package dev.footnote.assistant;

import dev.footnote.corpus.Span;

/** A number or date in a text, apart from how it is written. */
sealed interface Figure {

    /** Where it stands in the text. */
    Span span();

    /** Tells whether a text that holds {@code other} says this, too: 1953 stands in 12 May 1953, but not the other way round. */
    boolean isIn(Figure other);

    /**
     * A number.
     *
     * @param value what it amounts to, without regard to a unit
     * @param form whether it counts, orders, is a percentage or a decade
     */
    record Quantity(double value, Form form, Span span) implements Figure {

        /** What kind of number it is. */
        enum Form {
            PLAIN,
            PERCENT,
            ORDINAL,
            DECADE
        }

        private static final double PRECISION = 1e-9;

        @Override
        public boolean isIn(Figure other) {
            return switch (other) {
                case Quantity quantity -> sameForm(quantity) && (same(quantity.value) || hasYear(quantity.value));
                case CalendarDate date ->
                    (date.year() != 0 && (same(date.year()) || hasYear(date.year())))
                            || (form == Form.ORDINAL && same(date.day()));
            };
        }

        private boolean same(double other) {
            return Math.abs(value - other) <= PRECISION * Math.max(1, Math.abs(value));
        }

        private boolean sameForm(Quantity other) {
            return form == other.form || form == Form.DECADE || (form == Form.PLAIN && other.form != Form.DECADE);
        }

        private boolean hasYear(double year) {
            return form == Form.DECADE && year >= value && year < value + 10;
        }
    }

    /**
     * A date, or the part of one that is told.
     *
     * @param year the year; 0 where it is not told
     * @param month 1 to 12
     * @param day the day of the month; 0 where it is not told
     */
    record CalendarDate(int year, int month, int day, Span span) implements Figure {

        @Override
        public boolean isIn(Figure other) {
            return other instanceof CalendarDate date
                    && month == date.month
                    && (year == 0 || year == date.year)
                    && (day == 0 || day == date.day);
        }

        CalendarDate withoutYear() {
            return new CalendarDate(0, month, day, span);
        }
    }
}
