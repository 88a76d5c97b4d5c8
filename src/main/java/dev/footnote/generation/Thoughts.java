package dev.footnote.generation;

/** Leaves out what some models write for themselves before their answer, between {@code <think>} and {@code </think>}. For one text. */
final class Thoughts {

    private static final String BEGIN = "<think>";
    private static final String END = "</think>";

    private enum State {
        BEFORE,
        WITHIN,
        BEHIND
    }

    private final StringBuilder held = new StringBuilder();
    private State state = State.BEFORE;

    /** Takes a piece; returns what of it, and of what was held back before, belongs to the answer. */
    String without(String piece) {
        if (state == State.BEHIND) {
            return piece;
        }
        held.append(piece);
        if (state == State.BEFORE) {
            String begun = held.toString().stripLeading();
            if (begun.length() < BEGIN.length() && BEGIN.startsWith(begun)) {
                return "";
            }
            if (!begun.startsWith(BEGIN)) {
                return rest();
            }
            state = State.WITHIN;
        }
        int end = held.indexOf(END);
        if (end < 0) {
            held.delete(0, Math.max(0, held.length() - END.length()));
            return "";
        }
        held.delete(0, end + END.length());
        return rest().stripLeading();
    }

    /** Says that nothing comes any more; returns what was held back. */
    String end() {
        return state == State.BEFORE ? rest() : "";
    }

    private String rest() {
        state = State.BEHIND;
        String rest = held.toString();
        held.setLength(0);
        return rest;
    }
}
