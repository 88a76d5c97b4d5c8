/**
 * Conversations, turns, feedback, kept in the store.
 *
 * <p>Start reading at {@link dev.footnote.conversation.ConversationStore}. Knows nothing of how answers come about.
 */
@NullMarked
package dev.footnote.conversation;

import org.jspecify.annotations.NullMarked;
