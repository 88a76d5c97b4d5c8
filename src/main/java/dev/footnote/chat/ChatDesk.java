package dev.footnote.chat;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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

    private static final int REFUSERS = 32;
    private static final int MOST_RETRIES = 3;

    /** In seconds. */
    private static final int LONGEST_END = 5;

    private final ChatAnswerer answerer;
    private final ChatStore store;
    private final Map<String, Channel> channels;
    private final ThreadPoolExecutor answering;
    private final FairOrder order;
    private final ThreadPoolExecutor refusing;
    private final Duration retry;
    private final Set<ChatWork> pending = ConcurrentHashMap.newKeySet();
    private final LoadingCache<String, ReentrantLock> changing =
            Caffeine.newBuilder().weakValues().build(key -> new ReentrantLock(true));

    ChatDesk(ChatAnswerer answerer, ChatStore store, ChatConfiguration configuration, List<Channel> channels) {
        this.answerer = answerer;
        this.store = store;
        this.channels = channels.stream().collect(Collectors.toMap(Channel::name, Function.identity()));
        int most = configuration.concurrentQuestions();
        this.answering = pool("chat-answer-", most, new LinkedBlockingQueue<>());
        this.order = new FairOrder(
                answering,
                work -> run(work, answerer::answer),
                most,
                most + configuration.queue(),
                configuration.perAsker());
        this.refusing = pool("chat-busy-", REFUSERS, new ArrayBlockingQueue<>(LONGEST_REFUSALS));
        this.retry = configuration.retry();
    }

    private static ThreadPoolExecutor pool(String name, int threads, BlockingQueue<Runnable> queue) {
        return new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                queue,
                Thread.ofVirtual().name(name, 0).factory());
    }

    /** What becomes of a question that was brought. */
    public enum Reception {
        /** It is kept, and will be answered. */
        TAKEN,
        /** It was brought before. */
        KNOWN,
        /** There is no room; its asker will be told so. */
        BUSY,
        /** There is not even room to say so: the chat program must bring it again. */
        FULL
    }

    /**
     * Takes a question. Returns quickly; what is taken is durable by then.
     *
     * @param deliveries how the chat program calls this delivery, and all else by which the same question is told
     * @throws dev.footnote.store.StoreException if it could not be kept; the chat program must bring it again
     */
    public Reception ask(ChatQuestion question, Set<String> deliveries) {
        return ask(question, "", deliveries);
    }

    /**
     * Takes a question in the words that it was given by an edit. One without words asks nothing, and is kept so that its earlier words are not
     * answered, should they come later.
     *
     * @param edited when it was edited, as the chat program tells it: later ones sort behind earlier ones; empty: never
     * @param deliveries how the chat program calls this delivery, and all else by which the same question is told
     * @throws dev.footnote.store.StoreException if it could not be kept; the chat program must bring it again
     */
    public Reception ask(ChatQuestion question, String edited, Set<String> deliveries) {
        if (!store.take(question, edited, deliveries)) {
            return Reception.KNOWN;
        }
        ChatStore.Kept kept = new ChatStore.Kept(question, ChatStore.State.WAITING, null, null, null, edited);
        if (!kept.isAsked()) {
            return Reception.TAKEN;
        }
        Reception reception = submit(new ChatWork(channel(question.channel()), kept, false));
        if (reception == Reception.FULL) {
            store.release(question, deliveries);
        }
        return reception;
    }

    /**
     * Answers a question anew that was edited, in the place of its earlier answer, or takes that back where no words are left. Does nothing with
     * what was never asked, and nothing with an edit that comes behind a later one.
     *
     * @param words what is asked now; empty: nothing any more
     * @param edited when it was edited, as the chat program tells it: later ones sort behind earlier ones
     */
    public void edited(String channel, String id, String words, String edited) {
        oneByOne(
                channel,
                id,
                () -> store.edit(channel, id, words, edited).ifPresent(kept -> {
                    boolean running = abandon(channel, id);
                    if (kept.isAsked()) {
                        submit(new ChatWork(channel(channel), kept, kept.handle() == null));
                    } else if (!running) { // otherwise whoever is answering it takes it back
                        takeBack(kept.question());
                    }
                }));
    }

    /** What becomes of one question is done in one order, whoever brings it. */
    private void oneByOne(String channel, String id, Runnable change) {
        ReentrantLock lock = changing.get(channel + " " + id);
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes an answer back whose question was deleted, or does not give it.
     *
     * @param mayCome whether the question, where it is not known, may yet come; it is not answered then
     */
    public void deleted(String channel, String id, boolean mayCome) {
        oneByOne(
                channel,
                id,
                () -> store.delete(channel, id, mayCome).ifPresent(kept -> {
                    if (!abandon(channel, id)) { // otherwise whoever is answering it takes it back
                        takeBack(kept.question());
                    }
                }));
    }

    private void takeBack(ChatQuestion question) {
        execute(refusing, () -> answerer.takeBack(channel(question.channel()), question));
    }

    /** Stops what is being answered in a thread; what was written by then stays. Questions that wait there are somebody else's, and go on waiting. */
    public void stopped(String channel, String thread) {
        works(work -> work.question().channel().equals(channel)
                        && work.question().thread().equals(thread)
                        && work.isRunning())
                .forEach(ChatWork::stop);
    }

    /** Stops one question, whose asker waits no longer, whether it is being answered or waits. */
    public void givenUp(String channel, String id) {
        works(work -> isOf(work, channel, id)).forEach(ChatWork::stop);
    }

    /** Takes up again what was not answered when the program ended. */
    @EventListener
    void resume(ServerStartupEvent event) {
        for (ChatStore.Kept kept : store.unanswered()) {
            Channel channel = channels.get(kept.question().channel());
            if (channel != null) { // otherwise it is not configured any more
                submit(new ChatWork(channel, kept, true));
            }
        }
    }

    private Channel channel(String name) {
        Channel channel = channels.get(name);
        if (channel == null) {
            throw new IllegalArgumentException("a question must come from a known channel, got " + name);
        }
        return channel;
    }

    /** Returns whether the question is being answered just now; where it waits, it takes no room any more. */
    private boolean abandon(String channel, String id) {
        boolean running = false;
        for (ChatWork work : works(each -> isOf(each, channel, id))) {
            running |= work.abandon();
            if (order.remove(work)) {
                pending.remove(work);
            }
        }
        return running;
    }

    private static boolean isOf(ChatWork work, String channel, String id) {
        return work.question().channel().equals(channel) && work.question().id().equals(id);
    }

    private List<ChatWork> works(Predicate<ChatWork> which) {
        return pending.stream().filter(which).toList();
    }

    private Reception submit(ChatWork work) {
        pending.add(work);
        if (order.add(work)) {
            return Reception.TAKEN;
        }
        if (execute(refusing, () -> run(work, answerer::refuse))) {
            return Reception.BUSY;
        }
        pending.remove(work);
        return Reception.FULL;
    }

    private static boolean execute(ThreadPoolExecutor executor, Runnable work) {
        try {
            executor.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            return false; // the caller says so to whoever asked
        }
    }

    private void run(ChatWork work, Consumer<ChatWork> doing) {
        try {
            doing.accept(work);
        } catch (ChannelException e) {
            if (!work.isAbandoned()) {
                tryLater(work, e);
            }
        } catch (RuntimeException e) {
            if (!work.isAbandoned()) {
                LOG.error(
                        "A question from {} could not be answered; it is taken up at the next start",
                        work.channel().name(),
                        e);
            }
        } finally {
            pending.remove(work);
        }
    }

    private void tryLater(ChatWork work, ChannelException failure) {
        String channel = work.channel().name();
        if (work.tried() == MOST_RETRIES) {
            LOG.error("An answer could not be shown in {}; it is taken up at the next start", channel, failure);
            return;
        }
        LOG.warn("An answer could not be shown in {}, which is tried again: {}", channel, failure.getMessage());
        CompletableFuture.delayedExecutor(retry.toMillis(), TimeUnit.MILLISECONDS, ChatDesk::aside)
                .execute(() -> tryAgain(work));
    }

    private static void aside(Runnable work) {
        Thread.ofVirtual().name("chat-retry").start(work);
    }

    private void tryAgain(ChatWork work) {
        if (answering.isShutdown()) {
            return; // the next start takes it up
        }
        ChatQuestion question = work.question();
        try {
            store.find(question.channel(), question.id())
                    .filter(kept -> kept.state() == ChatStore.State.WAITING)
                    .filter(kept -> works(each -> isOf(each, question.channel(), question.id()))
                            .isEmpty())
                    .ifPresent(kept -> submit(work.retried(kept)));
        } catch (RuntimeException e) {
            LOG.error("A question could not be taken up again; that is done at the next start", e);
        }
    }

    /** Stops; what is not answered yet stays waiting for the next start. */
    @PreDestroy
    void close() {
        answering.shutdown();
        refusing.shutdown();
        // Not interrupted: that would close files beneath whoever reads them
        pending.forEach(ChatWork::abandon);
        try {
            if (!answering.awaitTermination(LONGEST_END, TimeUnit.SECONDS)) {
                LOG.info("Questions from chats are left for the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
