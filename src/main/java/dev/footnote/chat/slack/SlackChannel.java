package dev.footnote.chat.slack;

import dev.footnote.chat.Channel;
import dev.footnote.chat.ChatQuestion;
import dev.footnote.chat.Reply;
import dev.footnote.chat.SourceLinks;
import dev.footnote.chat.Words;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Slack. */
@Singleton
@Requires(condition = SlackIsOn.class)
final class SlackChannel implements Channel {

    static final String NAME = "slack";

    private final SlackAdmission admission;
    private final SlackApi api;
    private final SlackStreaming streaming;
    private final SlackTidying tidying;
    private final SourceLinks links;

    /** @throws IllegalArgumentException if a secret is missing or wrong */
    SlackChannel(
            SlackConfiguration configuration,
            SlackAdmission admission,
            SlackApi api,
            SlackStreaming streaming,
            SlackTidying tidying,
            SourceLinks links) {
        configuration.checkSecrets();
        this.admission = admission;
        this.api = api;
        this.streaming = streaming;
        this.tidying = tidying;
        this.links = links;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> refusal(ChatQuestion question) {
        boolean admitted =
                admission.admits(question.detail("team"), question.detail("channel"), question.detail("user"));
        return admitted ? Optional.empty() : Optional.of(Words.NOT_ALLOWED.in(question.language()));
    }

    @Override
    public Reply reply(ChatQuestion question, @Nullable String handle, boolean again) {
        return question.details().containsKey("response_url")
                ? new SlackCommandReply(api, links, question)
                : new SlackReply(api, streaming, tidying, links, question, handle, again);
    }

    @Override
    public void withdraw(ChatQuestion question, String handle) {
        SlackAnswerMessages.parts(handle).forEach(ts -> SlackAnswerMessages.delete(api, question, ts));
    }
}
