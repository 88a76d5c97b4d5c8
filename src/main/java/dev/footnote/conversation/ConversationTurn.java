package dev.footnote.conversation;

/**
 * A turn and the conversation it belongs to.
 *
 * @param conversationId the conversation's id
 * @param turn the turn
 */
public record ConversationTurn(String conversationId, Turn turn) {}
