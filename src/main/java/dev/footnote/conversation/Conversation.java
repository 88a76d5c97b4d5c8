package dev.footnote.conversation;

import java.time.Instant;

/**
 * What one person asked and was answered, in turns.
 *
 * @param id unguessable
 * @param title what people call it; at first the beginning of the first question
 * @param created when it began
 * @param updated when its last turn came, or its title
 */
public record Conversation(String id, String title, Instant created, Instant updated) {}
