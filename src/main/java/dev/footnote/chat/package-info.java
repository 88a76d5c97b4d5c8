/**
 * Chat programs such as Slack: questions that people ask there, answered there, in threads that are conversations.
 *
 * <p>Start reading at {@link dev.footnote.chat.Channel} and {@link dev.footnote.chat.ChatDesk}. Each chat program is a sub-package.
 */
@NullMarked
package dev.footnote.chat;

import org.jspecify.annotations.NullMarked;
