package dev.footnote.assistant;

import dev.footnote.answer.FinishReason;
import org.jspecify.annotations.Nullable;

/**
 * A draft and how it came to be.
 *
 * @param draft what it says
 * @param dropped how many citations of a language model's do not bear out what it wrote
 * @param finishReason how the writing came to its end
 * @param interruption where it was cut off, why; else null
 * @param backend what wrote it
 * @param fallback whether {@code backend} stood in for a language model that failed
 */
record Written(
        Draft draft,
        int dropped,
        FinishReason finishReason,
        @Nullable String interruption,
        String backend,
        boolean fallback) {

    private static final String EXTRACTIVE = "extractive";

    /** Returns a draft that was put together without a language model. */
    static Written of(Draft draft, String backend) {
        return new Written(draft, 0, FinishReason.COMPLETE, null, backend, false);
    }

    /** Returns what was extracted from the documents. */
    static Written extracted(Draft draft) {
        return of(draft, EXTRACTIVE);
    }

    /** Returns what was extracted because a language model failed. */
    static Written insteadOfModel(Draft draft) {
        return new Written(draft, 0, FinishReason.COMPLETE, null, EXTRACTIVE, true);
    }
}
