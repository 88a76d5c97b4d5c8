package dev.footnote.chat.slack;

import dev.footnote.answer.Answer;
import dev.footnote.chat.ChatQuestion;
import dev.footnote.chat.Reply;
import dev.footnote.chat.SourceLinks;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows an answer to a slash command, to its asker alone, at the address that came with it. It takes five messages within half an hour. */
final class SlackCommandReply implements Reply {

    private static final int MOST_MESSAGES = 5;

    private final SlackApi api;
    private final SourceLinks links;
    private final ChatQuestion question;

    SlackCommandReply(SlackApi api, SourceLinks links, ChatQuestion question) {
        this.api = api;
        this.links = links;
        this.question = question;
    }

    @Override
    public void begin() {
        // The response to the command has said so
    }

    @Override
    public void text(String piece) {
        // Five messages are too few to show pieces
    }

    @Override
    public void answered(Answer answer) {
        List<SlackMessage> messages = SlackMessage.of(answer, links, question.language());
        messages.stream().limit(MOST_MESSAGES).forEach(this::send);
    }

    @Override
    public void say(String words) {
        send(SlackMessage.words(words));
    }

    private void send(SlackMessage message) {
        api.respond(
                URI.create(question.detail("response_url")),
                Map.of("response_type", "ephemeral", "text", message.text(), "blocks", message.blocks()));
    }

    @Override
    public @Nullable String handle() {
        return null;
    }
}
