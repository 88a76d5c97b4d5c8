package dev.footnote.inference;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Lets native memory be used by many threads, and be freed only when none uses it: to free it earlier would end the process. */
final class NativeGuard {

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final String owner;
    private boolean closed;

    /** @param owner what is guarded, for messages */
    NativeGuard(String owner) {
        this.owner = owner;
    }

    <T> T use(Supplier<T> action) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new ModelException(owner + " was closed and cannot be used any more");
            }
            return action.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Waits for the uses that have begun, then releases, once. */
    void close(Runnable release) {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                release.run();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
