/**
 * Slack: events, commands and interactions over HTTP or Socket Mode in; streamed messages with footnotes out.
 *
 * <p>Start reading at {@link dev.footnote.chat.slack.SlackInbox} for the way in and at {@link dev.footnote.chat.slack.SlackReply} for the way out.
 */
@NullMarked
package dev.footnote.chat.slack;

import org.jspecify.annotations.NullMarked;
