package dev.footnote.chat.slack;

import dev.footnote.answer.Answer;
import dev.footnote.chat.ChatQuestion;
import dev.footnote.chat.Reply;
import dev.footnote.chat.SourceLinks;
import dev.footnote.chat.Words;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows an answer in a thread: first as a status, then, where a language model writes, as a stream, or where that cannot be had as a message
 * that is updated, and at the end as a message with footnotes. What is shown at the end is shown whatever has failed before.
 */
final class SlackReply implements Reply {

    private static final Logger LOG = LoggerFactory.getLogger(SlackReply.class);

    private static final int ENOUGH = 200;
    private static final Duration BETWEEN_APPENDS = Duration.ofMillis(700);
    private static final Duration BETWEEN_UPDATES = Duration.ofMillis(1_200);

    private static final Pattern NAME_AT_THE_END = Pattern.compile("@\\w*$");

    /** Slack's limit is 12,000; the whole answer comes at the end anyway. */
    private static final int LONGEST_STREAMED = 11_000;

    private final SlackApi api;
    private final SlackStreaming streaming;
    private final SlackTidying tidying;
    private final SourceLinks links;
    private final ChatQuestion question;
    private final boolean again;
    private final SlackAnswerMessages messages;
    private final StringBuilder written = new StringBuilder();
    private boolean open;
    private int sent;
    private long next = System.nanoTime();

    SlackReply(
            SlackApi api,
            SlackStreaming streaming,
            SlackTidying tidying,
            SourceLinks links,
            ChatQuestion question,
            @Nullable String handle,
            boolean again) {
        this.api = api;
        this.streaming = streaming;
        this.tidying = tidying;
        this.links = links;
        this.question = question;
        this.again = again;
        this.messages = new SlackAnswerMessages(api, tidying, question, handle);
    }

    private String channel() {
        return question.detail("channel");
    }

    private String thread() {
        return question.detail("thread");
    }

    @Override
    public @Nullable String handle() {
        return messages.handle();
    }

    /** Where a status cannot be shown, a message says the same. */
    @Override
    public void begin() {
        if (again) {
            messages.find();
        }
        if (messages.first() != null) {
            return;
        }
        String words = Words.SEARCHING.in(question.language());
        try {
            api.once(
                    "assistant.threads.setStatus",
                    Map.of("channel_id", channel(), "thread_ts", thread(), "status", words));
        } catch (SlackException e) {
            LOG.debug("No status can be shown: {}", e.getMessage());
            messages.show(List.of(SlackMessage.words(words)));
        }
    }

    @Override
    public void text(String piece) {
        written.append(piece);
        boolean enough = open && written.length() - sent >= ENOUGH;
        if ((System.nanoTime() - next < 0 && !enough) || written.length() > LONGEST_STREAMED) {
            return;
        }
        try {
            boolean nothing = messages.first() == null;
            if (nothing && streaming.works(channel())) {
                start();
            } else if (open) {
                append();
            } else if (nothing) {
                messages.show(List.of(SlackMessage.written(written.toString())));
                pause(BETWEEN_UPDATES);
            } else {
                messages.glimpse(SlackMessage.written(written.toString()));
                pause(BETWEEN_UPDATES);
            }
        } catch (SlackException e) {
            // What has been written is shown with the next piece, or at the end
            LOG.debug("A part of an answer could not be shown: {}", e.getMessage());
            pause(e.error().equals(SlackException.RATE_LIMITED) ? Duration.ofSeconds(5) : BETWEEN_UPDATES);
        }
    }

    private void pause(Duration duration) {
        next = System.nanoTime() + duration.toNanos();
    }

    private void start() {
        int until = whole();
        if (until == 0) {
            return;
        }
        String begun = written.substring(0, until);
        Map<String, Object> body = new HashMap<>(Map.of("channel", channel(), "thread_ts", thread()));
        body.put("recipient_user_id", question.detail("user"));
        body.put("recipient_team_id", question.details().getOrDefault("user_team", question.detail("team")));
        body.put("markdown_text", SlackText.markdown(begun));
        try {
            messages.begunWith(api.once("chat.startStream", body).path("ts").asText());
            open = true;
            sent = until;
            pause(BETWEEN_APPENDS);
        } catch (SlackException e) {
            streaming.failed(channel(), e);
            if (e.error().equals(SlackException.UNKNOWN_OUTCOME)) {
                tidying.straysLater(question, begun, this::isShown);
            }
            throw e;
        }
    }

    private boolean isShown(String ts) {
        String handle = messages.handle();
        return handle != null && SlackAnswerMessages.parts(handle).contains(ts);
    }

    /** Returns how much of what is written can be streamed: a name that is being written may yet become a call. */
    private int whole() {
        Matcher name = NAME_AT_THE_END.matcher(written);
        return name.find() ? name.start() : written.length();
    }

    private void append() {
        int until = whole();
        String stream = messages.first();
        if (until <= sent || stream == null) {
            return;
        }
        String piece = SlackText.markdown(written.substring(sent, until));
        api.once("chat.appendStream", Map.of("channel", channel(), "ts", stream, "markdown_text", piece));
        sent = until;
        pause(BETWEEN_APPENDS);
    }

    @Override
    public void answered(Answer answer) {
        try {
            show(SlackMessage.of(answer, links, question));
        } catch (SlackException e) {
            if (!e.error().startsWith("invalid_blocks") && !e.error().startsWith("msg_")) {
                throw e;
            }
            LOG.warn("Slack does not take an answer's blocks, which is a mistake of ours: {}", e.getMessage());
            show(SlackMessage.plain(answer, links, question));
        }
    }

    @Override
    public void say(String words) {
        show(List.of(SlackMessage.words(words)));
    }

    private void show(List<SlackMessage> parts) {
        stop();
        if (again && messages.first() == null) {
            messages.find();
        }
        messages.show(parts);
    }

    @Override
    public void abandon() {
        stop();
    }

    private void stop() {
        String stream = messages.first();
        if (open && stream != null) {
            open = false;
            SlackAnswerMessages.endStream(api, question, stream);
        }
    }
}
