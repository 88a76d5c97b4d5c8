package dev.footnote.chat;

import java.util.Map;
import java.util.Set;

/**
 * A question as it came from a chat program. Kept until it is answered, so that a restart loses none.
 *
 * @param channel the name of the {@link Channel}
 * @param id the message, unique within the channel
 * @param thread what the message belongs to: one thread is one conversation
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
        String asker,
        String text,
        Set<String> collections,
        String language,
        Map<String, String> details) {

    public ChatQuestion {
        collections = Set.copyOf(collections);
        details = Map.copyOf(details);
    }

    /** Returns the same question in other words. */
    ChatQuestion edited(String words) {
        return new ChatQuestion(channel, id, thread, asker, words, collections, language, details);
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
