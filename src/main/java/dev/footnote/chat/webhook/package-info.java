/**
 * Outgoing webhooks and slash commands of Mattermost, Rocket.Chat and home-made bots: a token and a text in, a text with footnotes out.
 *
 * <p>Start reading at {@link dev.footnote.chat.webhook.WebhookController}.
 */
@NullMarked
package dev.footnote.chat.webhook;

import org.jspecify.annotations.NullMarked;
