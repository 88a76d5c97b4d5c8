package dev.footnote.generation;

import dev.footnote.Cancellation;
import dev.footnote.Deadline;
import java.util.function.Consumer;

/** Writes text as a prompt asks for: a language model. Safe for use by many threads. */
public interface Generator {

    /** Returns the name under which answers say who wrote them, such as {@code openai}. */
    String backend();

    /**
     * Writes, and returns when all is written.
     *
     * @param text takes what is written, piece by piece, in order, on the calling thread; never empty; what it throws ends the writing
     * @param deadline by when all must be written; what is not is cut off
     * @param cancellation ends the writing within a second
     * @throws GenerationException if nothing was written: once the first piece has been taken, a failure cuts the text off instead
     */
    Generated generate(Prompt prompt, Consumer<String> text, Deadline deadline, Cancellation cancellation);

    /**
     * Asks the model for a few words, to see whether it can be reached with these settings.
     *
     * @throws GenerationException if it cannot, with what to change
     */
    void check(Deadline deadline);
}
