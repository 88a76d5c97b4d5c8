package dev.footnote.assistant;

import java.util.List;
import java.util.Optional;

/** Puts into a question what it refers to. */
@FunctionalInterface
interface Rewriting {

    /** Leaves questions as they are. */
    Rewriting NONE = (question, history) -> Optional.empty();

    /**
     * Returns the question so that it can be understood by itself.
     *
     * @param question as it was asked
     * @param history what was said before, oldest first, not empty
     * @return empty where nothing came of it
     */
    Optional<String> of(String question, List<Exchange> history);
}
