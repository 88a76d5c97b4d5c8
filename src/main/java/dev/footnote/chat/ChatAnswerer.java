package dev.footnote.chat;

import dev.footnote.DeadlineExceededException;
import dev.footnote.answer.Answer;
import dev.footnote.answer.FinishReason;
import dev.footnote.assistant.AnswerListener;
import dev.footnote.assistant.Dialogue;
import dev.footnote.assistant.InvalidQuestionException;
import dev.footnote.assistant.NothingIndexedException;
import dev.footnote.generation.GenerationException;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one question, from showing that it has arrived to keeping that it is done. Safe for use by many threads. */
@Singleton
final class ChatAnswerer {

    private static final Logger LOG = LoggerFactory.getLogger(ChatAnswerer.class);

    private final ThreadDialogue dialogue;
    private final ChatStore store;

    ChatAnswerer(ThreadDialogue dialogue, ChatStore store) {
        this.dialogue = dialogue;
        this.store = store;
    }

    /**
     * Answers a question, or says why not.
     *
     * @throws ChannelException if it could not be shown; the question waits to be taken up again
     */
    void answer(ChatWork work) {
        // It may have waited for long, and an answer to its earlier words may have been shown meanwhile
        Optional<ChatStore.Kept> now = work.isAbandoned()
                ? Optional.empty()
                : store.find(work.question().channel(), work.question().id())
                        .filter(kept -> kept.state() == ChatStore.State.WAITING);
        now.ifPresent(kept -> begin(work, kept));
    }

    private void begin(ChatWork work, ChatStore.Kept now) {
        work.begin(now);
        Reply reply = work.reply();
        try {
            answer(work, reply);
        } finally {
            work.end();
            if (work.isAbandoned()) {
                leave(work, reply);
            }
        }
    }

    private void answer(ChatWork work, Reply reply) {
        ChatQuestion question = work.question();
        Optional<String> refusal = work.channel().refusal(question);
        if (refusal.isPresent()) {
            reply.say(refusal.get());
            store.done(question, reply.handle());
            return;
        }
        reply.begin();
        note(work, reply);
        try {
            Dialogue.Told told = dialogue.ask(question, work.cancellation(), listener(work, reply));
            if (!work.isAbandoned()) {
                show(reply, told.answer(), question.language());
                store.done(question, reply.handle());
            }
        } catch (ChannelException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!work.isAbandoned()) {
                reply.say(words(e, question.language()));
                store.done(question, reply.handle());
            }
        }
    }

    /** Leaves what is shown so that it can be updated or deleted, and does the latter where the question is gone. */
    private void leave(ChatWork work, Reply reply) {
        reply.abandon();
        note(work, reply);
        takeBack(work.channel(), work.question());
    }

    private AnswerListener listener(ChatWork work, Reply reply) {
        return new AnswerListener() {
            private @Nullable String shown;

            @Override
            public void text(String piece) {
                if (work.isAbandoned()) {
                    return;
                }
                reply.text(piece);
                if (shown == null && reply.handle() != null) {
                    shown = reply.handle();
                    note(work, reply);
                }
            }
        };
    }

    private static void show(Reply reply, Answer answer, String language) {
        if (answer.finishReason() == FinishReason.CANCELLED && answer.text().isBlank()) {
            reply.say(Words.STOPPED.in(language));
        } else {
            reply.answered(answer);
        }
    }

    /** Keeps what the reply is called, so that a later program can go on with it. */
    private void note(ChatWork work, Reply reply) {
        String handle = reply.handle();
        if (handle != null && !handle.equals(work.kept().handle())) {
            store.shown(work.question(), handle);
        }
    }

    private static String words(RuntimeException failure, String language) {
        return switch (failure) {
            case InvalidQuestionException e -> Words.NO_SUCH_QUESTION.in(language);
            case NothingIndexedException e -> Words.NOTHING_INDEXED.in(language);
            case DeadlineExceededException e -> Words.TOO_LONG.in(language);
            case GenerationException e ->
                e.kind() == GenerationException.Kind.CANCELLED ? Words.STOPPED.in(language) : failed(e, language);
            default -> failed(failure, language);
        };
    }

    private static String failed(RuntimeException failure, String language) {
        LOG.error("A question from a chat could not be answered", failure);
        return Words.FAILED.in(language);
    }

    /** Forgets a question that is not asked any more, and takes back what is shown; where that cannot be done, the log says so. */
    void takeBack(Channel channel, ChatQuestion question) {
        Optional<ChatStore.Kept> gone = store.find(question.channel(), question.id())
                .filter(kept -> !kept.isAsked()); // which may have changed once more
        if (gone.isPresent()) {
            dialogue.forget(question);
        }
        try {
            gone.map(ChatStore.Kept::handle).ifPresent(handle -> {
                channel.withdraw(question, handle);
                store.withdrawn(question);
            });
        } catch (ChannelException e) {
            LOG.warn(
                    "An answer in {} whose question is not asked any more could not be taken back: {}",
                    channel.name(),
                    e.getMessage());
        }
    }

    /** Says that there is no room. */
    void refuse(ChatWork work) {
        if (!work.isAbandoned()) {
            Reply reply = work.reply();
            reply.say(Words.BUSY.in(work.question().language()));
            store.done(work.question(), reply.handle());
        }
    }
}
