package dev.footnote.chat;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.footnote.Cancellation;
import dev.footnote.DeadlineExceededException;
import dev.footnote.access.Principal;
import dev.footnote.answer.Answer;
import dev.footnote.answer.FinishReason;
import dev.footnote.assistant.AnswerListener;
import dev.footnote.assistant.Assistant;
import dev.footnote.assistant.Dialogue;
import dev.footnote.assistant.InvalidQuestionException;
import dev.footnote.assistant.NoSuchConversationException;
import dev.footnote.assistant.NothingIndexedException;
import dev.footnote.assistant.Question;
import dev.footnote.assistant.Scope;
import dev.footnote.conversation.ConversationConfiguration;
import dev.footnote.conversation.ConversationStore;
import dev.footnote.conversation.Feedback;
import dev.footnote.conversation.Turn;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes questions from chat programs and has them answered: each once, whatever is delivered again, in the conversation of its thread, and
 * after a restart where it was not answered before. Where more are asked than can be, it says so. Safe for use by many threads.
 */
@Singleton
public final class ChatDesk {

    private static final Logger LOG = LoggerFactory.getLogger(ChatDesk.class);

    /** What tells people that there is no room may itself have to wait for the chat program. */
    private static final int LONGEST_REFUSALS = 10_000;

    private static final int REFUSERS = 4;

    /** In seconds. */
    private static final int LONGEST_END = 5;

    private final Assistant assistant;
    private final Dialogue dialogue;
    private final ConversationStore conversations;
    private final ConversationConfiguration retention;
    private final ChatStore store;
    private final Map<String, Channel> channels;
    private final ThreadPoolExecutor answering;
    private final ThreadPoolExecutor refusing;
    private final Map<String, Work> running = new ConcurrentHashMap<>();
    private final LoadingCache<String, ReentrantLock> threads =
            Caffeine.newBuilder().weakValues().build(key -> new ReentrantLock(true));
    private volatile boolean closing;

    ChatDesk(
            Assistant assistant,
            Dialogue dialogue,
            ConversationStore conversations,
            ConversationConfiguration retention,
            ChatStore store,
            ChatConfiguration configuration,
            List<Channel> channels) {
        this.assistant = assistant;
        this.dialogue = dialogue;
        this.conversations = conversations;
        this.retention = retention;
        this.store = store;
        this.channels = channels.stream().collect(Collectors.toMap(Channel::name, Function.identity()));
        this.answering = pool("chat-answer-", configuration.concurrentQuestions(), configuration.queue());
        this.refusing = pool("chat-busy-", REFUSERS, LONGEST_REFUSALS);
    }

    private static ThreadPoolExecutor pool(String name, int threads, int queue) {
        return new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queue),
                Thread.ofVirtual().name(name, 0).factory());
    }

    /** What becomes of a question that was brought. */
    public enum Reception {
        /** It will be answered. */
        TAKEN,
        /** It was brought before. */
        KNOWN,
        /** There is no room; its asker will be told so. */
        BUSY,
        /** There is not even room to say so: the chat program must bring it again. */
        FULL
    }

    /** One answering of a question. */
    private static final class Work {
        private final Channel channel;
        private final ChatStore.Kept kept;
        private final boolean again;
        private final Cancellation cancellation = new Cancellation();
        private volatile boolean superseded;

        Work(Channel channel, ChatStore.Kept kept, boolean again) {
            this.channel = channel;
            this.kept = kept;
            this.again = again;
        }

        ChatQuestion question() {
            return kept.question();
        }
    }

    /**
     * Takes a question. Returns quickly; what is taken is durable by then.
     *
     * @param deliveries how the chat program calls this delivery, and all else by which the same question is told
     * @throws dev.footnote.store.StoreException if it could not be kept; the chat program must bring it again
     */
    public Reception ask(ChatQuestion question, Set<String> deliveries) {
        if (!store.take(question, deliveries)) {
            return Reception.KNOWN;
        }
        ChatStore.Kept kept = new ChatStore.Kept(question, ChatStore.State.WAITING, null, null, null);
        Reception reception = submit(new Work(channel(question.channel()), kept, false));
        if (reception == Reception.FULL) {
            store.release(question, deliveries);
        }
        return reception;
    }

    /** Notes a delivery that is no question; false if it has come before. */
    public boolean deliver(String channel, String id) {
        return store.deliver(channel, id);
    }

    /** Answers a question anew that was edited, in the place of its earlier answer. Does nothing with what was never asked. */
    public void edited(String channel, String id, String words) {
        store.edit(channel, id, words).ifPresent(kept -> {
            stop(channel, id, true);
            submit(new Work(channel(channel), kept, kept.handle() == null));
        });
    }

    /** Takes an answer back whose question was deleted, or does not give it. */
    public void deleted(String channel, String id) {
        store.find(channel, id).ifPresent(kept -> {
            store.state(kept.question(), ChatStore.State.DELETED);
            stop(channel, id, true);
            String handle = kept.handle();
            if (handle != null) {
                execute(refusing, () -> withdraw(channel(channel), kept.question(), handle));
            }
        });
    }

    /** Stops what is being answered in a thread; what was written by then stays. */
    public void stopped(String channel, String thread) {
        running.values().stream()
                .filter(work -> work.question().channel().equals(channel)
                        && work.question().thread().equals(thread))
                .forEach(work -> work.cancellation.cancel());
    }

    /** Tells whether something was answered in a thread before. */
    public boolean knows(String channel, String thread) {
        return store.conversation(channel, thread).isPresent();
    }

    /** Keeps what somebody thinks of an answer; false if there is no such answer. */
    public boolean rate(String answerId, Feedback feedback) {
        return conversations.rate(principal(), answerId, feedback);
    }

    /** Returns an answer that was given in a channel, if it is kept. */
    public Optional<Answer> answer(String channel, String answerId) {
        return store.answer(channel, answerId).map(ChatStore.Kept::conversationId).stream()
                .filter(Objects::nonNull)
                .flatMap(conversation -> conversations.turns(principal(), conversation).stream())
                .map(Turn::answer)
                .filter(answer -> answer.id().equals(answerId))
                .findFirst();
    }

    /** As long as there are no principals of chat programs, what they may see is narrowed by collections alone. */
    private static Principal principal() {
        return Principal.LOCAL;
    }

    /** Takes up again what was not answered when the program ended. */
    @EventListener
    void resume(ServerStartupEvent event) {
        for (ChatStore.Kept kept : store.unanswered()) {
            Channel channel = channels.get(kept.question().channel());
            if (channel == null) {
                continue; // it is not configured any more
            }
            Work work = new Work(channel, kept, true);
            submit(work);
        }
    }

    @Scheduled(initialDelay = "2m", fixedDelay = "1h")
    void sweep() {
        store.sweep(Instant.now().minus(retention.isOn() ? retention.keep() : ChatStore.DELIVERIES_KEPT));
    }

    private Channel channel(String name) {
        Channel channel = channels.get(name);
        if (channel == null) {
            throw new IllegalArgumentException("a question must come from a known channel, got " + name);
        }
        return channel;
    }

    private static String key(String channel, String id) {
        return channel + " " + id;
    }

    private void stop(String channel, String id, boolean superseded) {
        Work work = running.get(key(channel, id));
        if (work != null) {
            work.superseded |= superseded;
            work.cancellation.cancel();
        }
    }

    private Reception submit(Work work) {
        String key = key(work.question().channel(), work.question().id());
        running.put(key, work);
        if (execute(answering, () -> run(key, work))) {
            return Reception.TAKEN;
        }
        running.remove(key, work);
        return execute(refusing, () -> refuse(work)) ? Reception.BUSY : Reception.FULL;
    }

    private static boolean execute(ThreadPoolExecutor executor, Runnable work) {
        try {
            executor.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            return false; // the caller says so to whoever asked
        }
    }

    private void run(String key, Work work) {
        ReentrantLock lock =
                threads.get(key(work.question().channel(), work.question().thread()));
        lock.lock();
        try {
            if (!work.superseded && !closing) {
                answer(work);
            }
        } catch (RuntimeException e) {
            if (!closing) {
                LOG.error("A question from {} could not be answered there", work.channel.name(), e);
            }
        } finally {
            lock.unlock();
            running.remove(key, work);
        }
    }

    private void answer(Work work) {
        ChatQuestion question = work.question();
        Reply reply = work.channel.reply(question, work.kept.handle(), work.again);
        Optional<String> refusal = work.channel.refusal(question);
        if (refusal.isPresent()) {
            reply.say(refusal.get());
            store.done(question, reply.handle());
            return;
        }
        reply.begin();
        note(work, reply);
        try {
            Dialogue.Told told = tell(work, reply);
            store.answered(question, told.conversationId(), told.answer().id());
            boolean show = !work.superseded && !closing;
            if (show) {
                show(reply, told.answer(), question.language());
            }
            if (show) {
                store.done(question, reply.handle());
            } else {
                note(work, reply);
            }
        } catch (ChannelException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!work.superseded && !closing) {
                reply.say(words(e, question.language()));
                store.done(question, reply.handle());
            }
        }
        withdrawIfDeleted(work, reply);
    }

    private static void show(Reply reply, Answer answer, String language) {
        if (answer.finishReason() == FinishReason.CANCELLED && answer.text().isBlank()) {
            reply.say(Words.STOPPED.in(language));
        } else {
            reply.answered(answer);
        }
    }

    /** Keeps what the reply is called, so that a later program can go on with it. */
    private void note(Work work, Reply reply) {
        String handle = reply.handle();
        if (handle != null && !handle.equals(work.kept.handle())) {
            store.shown(work.question(), handle);
        }
    }

    /** A question may be deleted at the very moment in which its answer is shown. */
    private void withdrawIfDeleted(Work work, Reply reply) {
        String handle = reply.handle();
        ChatQuestion question = work.question();
        boolean deleted = store.find(question.channel(), question.id())
                .filter(kept -> kept.state() == ChatStore.State.DELETED)
                .isPresent();
        if (deleted && handle != null) {
            withdraw(work.channel, question, handle);
        }
    }

    private static void withdraw(Channel channel, ChatQuestion question, String handle) {
        try {
            channel.withdraw(question, handle);
        } catch (ChannelException e) {
            LOG.warn(
                    "An answer in {} whose question was deleted could not be taken back: {}",
                    channel.name(),
                    e.getMessage());
        }
    }

    private Dialogue.Told tell(Work work, Reply reply) {
        ChatQuestion asked = work.question();
        Question question = new Question(asked.text());
        Scope scope = new Scope(asked.collections(), Set.of(), Set.of(), Map.of(), null, null);
        AnswerListener listener = new AnswerListener() {
            private @Nullable String shown;

            @Override
            public void text(String piece) {
                if (work.superseded) {
                    return;
                }
                reply.text(piece);
                if (shown == null && reply.handle() != null) {
                    shown = reply.handle();
                    note(work, reply);
                }
            }
        };
        try {
            return dialogue.ask(
                    question, place(work), principal(), scope, assistant.deadline(), work.cancellation, listener);
        } catch (NoSuchConversationException e) {
            LOG.info("The conversation of a thread in {} is not kept any more: it begins anew", asked.channel());
            return dialogue.ask(
                    question,
                    Dialogue.Place.NEW,
                    principal(),
                    scope,
                    assistant.deadline(),
                    work.cancellation,
                    listener);
        }
    }

    /** A question that was edited stands where it stood before: what followed from its earlier words does not count any more. */
    private Dialogue.Place place(Work work) {
        ChatQuestion question = work.question();
        Optional<String> conversation = store.conversation(question.channel(), question.thread());
        if (conversation.isEmpty()) {
            return Dialogue.Place.NEW;
        }
        String earlier = store.find(question.channel(), question.id())
                .map(ChatStore.Kept::answerId)
                .orElse(null);
        if (earlier != null) {
            Optional<Turn> turn = conversations.turns(principal(), conversation.get()).stream()
                    .filter(each -> each.answer().id().equals(earlier))
                    .findFirst();
            if (turn.isPresent()) {
                String parent = turn.get().parentId();
                return new Dialogue.Place(conversation.get(), parent, parent == null);
            }
        }
        return new Dialogue.Place(conversation.get(), null, false);
    }

    private static String words(RuntimeException failure, String language) {
        return switch (failure) {
            case InvalidQuestionException e -> Objects.requireNonNullElse(e.getMessage(), "");
            case NothingIndexedException e -> Words.NOTHING_INDEXED.in(language);
            case DeadlineExceededException e -> Words.TOO_LONG.in(language);
            default -> {
                LOG.error("A question from a chat could not be answered", failure);
                yield Words.FAILED.in(language);
            }
        };
    }

    private void refuse(Work work) {
        if (closing) {
            return;
        }
        try {
            ChatQuestion question = work.question();
            Reply reply = work.channel.reply(question, work.kept.handle(), work.again);
            reply.say(Words.BUSY.in(question.language()));
            store.done(question, reply.handle());
        } catch (RuntimeException e) {
            if (!closing) {
                LOG.error("Somebody in {} could not be told that there is no room", work.channel.name(), e);
            }
        }
    }

    /** Stops; what is not answered yet stays waiting for the next start. */
    @PreDestroy
    void close() {
        closing = true;
        answering.shutdown();
        refusing.shutdown();
        // Not interrupted: that would close files beneath whoever reads them
        running.values().forEach(work -> work.cancellation.cancel());
        try {
            if (!answering.awaitTermination(LONGEST_END, TimeUnit.SECONDS)) {
                LOG.info("Questions from chats are left for the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
