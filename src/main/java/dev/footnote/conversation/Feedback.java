package dev.footnote.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person thought of an answer.
 *
 * @param rating whether it helped
 * @param reason a short word for why, such as {@code wrong} or {@code incomplete}; null: none
 * @param comment what else was said; null: nothing
 * @param created when
 */
public record Feedback(
        Rating rating, @Nullable String reason, @Nullable String comment, Instant created) {

    /** Whether an answer helped. */
    public enum Rating {
        /** It helped. */
        UP,
        /** It did not. */
        DOWN
    }

    /** The longest reason, in UTF-16 code units. */
    public static final int LONGEST_REASON = 100;

    /** The longest comment, in UTF-16 code units. */
    public static final int LONGEST_COMMENT = 4000;
}
