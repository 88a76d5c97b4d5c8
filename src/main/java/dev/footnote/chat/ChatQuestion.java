package dev.footnote.chat;

import dev.footnote.access.Principal;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A question as it came from a chat program. Kept until it is answered, so that a restart loses none.
 *
 * @param channel the name of the {@link Channel}
 * @param id the message, unique within the channel
 * @param thread what the message belongs to: one thread is one conversation
 * @param account whose conversations these are, as the id of a principal: {@code slack:T024BE91L}, {@code webhook:house}; where an earlier
 *     program kept a question without one, this machine's
 * @param asker who asks, as the chat program calls them
 * @param text what they ask, decoded into plain text
 * @param collections the collections to answer from; empty: all
 * @param language the language of our own words, as in {@code en}
 * @param details what only the channel understands
 */
public record ChatQuestion(
        String channel,
        String id,
        String thread,
        String account,
        String asker,
        String text,
        Set<String> collections,
        String language,
        Map<String, String> details) {

    /** Takes what is there out of the caller's hands. */
    public ChatQuestion {
        account = Objects.requireNonNullElse(account, Principal.LOCAL.id());
        collections = Set.copyOf(collections);
        details = Map.copyOf(details);
    }

    /** Returns the same question in other words. */
    ChatQuestion edited(String words) {
        return new ChatQuestion(channel, id, thread, account, asker, words, collections, language, details);
    }

    /** Returns as whom this is asked: one for all who ask in one workspace, or over one webhook; sees the question's collections alone. */
    public Principal principal() {
        return new Principal(account, collections.isEmpty() ? null : collections);
    }

    /**
     * Returns a detail that the channel has put in.
     *
     * @throws IllegalStateException if it is not there
     */
    public String detail(String name) {
        String value = details.get(name);
        if (value == null) {
            throw new IllegalStateException("a question of " + channel + " must have the detail " + name);
        }
        return value;
    }
}
