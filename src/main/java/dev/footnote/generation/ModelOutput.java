package dev.footnote.generation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a language model writes, piece by piece, made fit to be shown: citation marks are taken out and noted, and the rest is made
 * harmless. All of it is the same however it was cut into pieces. For one thread.
 */
public final class ModelOutput {

    /** What a model is asked to write where the passages do not answer; it is taken out too. */
    public static final String NOT_FOUND = CitationMarks.NOT_FOUND;

    private final CitationMarks marks = new CitationMarks();
    private final SafeText safe;
    private int handedOn;
    private int noted;

    /**
     * A citation mark of the model's.
     *
     * @param at where it stood, as an offset in {@link #text}
     * @param leading whether it stood at the beginning of a line, and so before what it belongs to
     * @param numbers the numbers in it, as the model wrote them
     */
    public record Mark(int at, boolean leading, List<Integer> numbers) {

        public Mark {
            numbers = List.copyOf(numbers);
        }
    }

    /** @param evidence the texts the model was given: an address that is in none of them is removed */
    public ModelOutput(List<String> evidence) {
        Set<String> known = SafeText.addresses(String.join("\n", evidence));
        safe = new SafeText(known);
    }

    /**
     * Takes a piece.
     *
     * @return what may be shown of it and of what was held back before; may be empty
     */
    public String append(String piece) {
        int from = safe.length();
        marks.add(piece);
        handOn();
        return safe.take(from);
    }

    /** Says that nothing comes any more; returns what was held back. */
    public String end() {
        int from = safe.length();
        marks.end();
        handOn();
        safe.end();
        return safe.take(from);
    }

    private void handOn() {
        List<CitationMarks.Found> found = marks.found();
        for (; noted < found.size(); noted++) {
            safe.watch(found.get(noted).at());
        }
        safe.add(marks.take(handedOn));
        handedOn = marks.length();
    }

    /** Returns all that may be shown. */
    public String text() {
        return safe.text();
    }

    /** Returns the marks whose places are known so far, in order. */
    public List<Mark> marks() {
        List<CitationMarks.Found> found = marks.found();
        List<Integer> places = safe.watched();
        List<Mark> placed = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            placed.add(
                    new Mark(places.get(i), found.get(i).leading(), found.get(i).numbers()));
        }
        return placed;
    }

    /** Tells whether the model has written {@link #NOT_FOUND}. */
    public boolean notFound() {
        return marks.nothingFound();
    }
}
