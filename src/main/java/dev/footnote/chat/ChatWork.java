package dev.footnote.chat;

import dev.footnote.Cancellation;

/** One question that is being answered, or waits for that. Safe for use by many threads. */
final class ChatWork {

    private final Channel channel;
    private volatile ChatStore.Kept kept;
    private final boolean again;
    private final int tried;
    private final Cancellation cancellation = new Cancellation();
    private volatile boolean abandoned;
    private boolean begun;
    private boolean ended;

    /** @param again whether the question may have been answered before without our knowing, as when the program was killed */
    ChatWork(Channel channel, ChatStore.Kept kept, boolean again) {
        this(channel, kept, again, 0);
    }

    private ChatWork(Channel channel, ChatStore.Kept kept, boolean again, int tried) {
        this.channel = channel;
        this.kept = kept;
        this.again = again;
        this.tried = tried;
    }

    /** Returns another try, of the question as it is kept by then. */
    ChatWork retried(ChatStore.Kept now) {
        return new ChatWork(channel, now, true, tried + 1);
    }

    /** Returns how many tries there were before this one. */
    int tried() {
        return tried;
    }

    Channel channel() {
        return channel;
    }

    ChatStore.Kept kept() {
        return kept;
    }

    ChatQuestion question() {
        return kept.question();
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /** Makes what shows the answer. */
    Reply reply() {
        return channel.reply(question(), kept.handle(), again);
    }

    /** Says that it is being answered, as it is kept by now. */
    synchronized void begin(ChatStore.Kept now) {
        kept = now;
        begun = true;
    }

    /** Says that nothing more will be shown. */
    synchronized void end() {
        ended = true;
    }

    /** Tells whether it is being answered just now. */
    synchronized boolean isRunning() {
        return begun && !ended;
    }

    /** Ends the answer where it is; what was written by then is shown. */
    void stop() {
        cancellation.cancel();
    }

    /**
     * Ends the answer where it is, and nothing more of it is shown: the question has changed or is gone, or the program ends.
     *
     * @return whether it is being answered just now, and so sees to what it has shown itself
     */
    boolean abandon() {
        boolean running;
        synchronized (this) {
            abandoned = true;
            running = begun && !ended;
        }
        cancellation.cancel(); // not under the lock, for it runs what others have registered
        return running;
    }

    boolean isAbandoned() {
        return abandoned;
    }
}
