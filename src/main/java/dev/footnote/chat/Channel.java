package dev.footnote.chat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A chat program. It hands questions to {@link ChatDesk#ask}, and gives what shows the answers. Safe for use by many threads.
 */
public interface Channel {

    /** Returns a name that stays the same for ever, since what is kept carries it: lower-case letters. */
    String name();

    /**
     * Says why a question will not be answered. May ask the chat program, and so take time.
     *
     * @return words for the asker; empty: it will be answered
     * @throws ChannelException if that cannot be told just now; the question is taken up again
     */
    Optional<String> refusal(ChatQuestion question);

    /**
     * Makes what shows the answer to a question.
     *
     * @param handle what {@link Reply#handle} gave for the same question earlier, before a restart or an edit, so that the answer takes
     *     that one's place; null: nothing was shown yet, or that is not known
     * @param again whether the question may have been answered before without our knowing, as when the program was killed
     */
    Reply reply(ChatQuestion question, @Nullable String handle, boolean again);

    /** Takes back what was shown, since the question was deleted. Does nothing where that cannot be done. */
    void withdraw(ChatQuestion question, String handle);
}
