package io.amphora.http.exchange;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntFunction;

/**
 * Large buffers, so many and no more, made when first needed. While all are out, {@link #take} gives a small one of its
 * own: nobody waits for a buffer, so slow clients that hold some cost the others speed, not service. Thread-safe.
 */
final class BufferPool {

    static final int LARGE = 1024 * 1024;
    static final int SMALL = 16 * 1024;

    private final IntFunction<ByteBuffer> allocate;
    private final Deque<ByteBuffer> free = new ArrayDeque<>();
    private int most;
    private int out;

    BufferPool(int most, IntFunction<ByteBuffer> allocate) {
        this.most = most;
        this.allocate = allocate;
    }

    /** A buffer, empty. */
    synchronized ByteBuffer take() {
        if (out >= most) {
            return ByteBuffer.allocate(SMALL);
        }
        out++;
        ByteBuffer kept = free.pollLast();
        return kept == null ? allocate.apply(LARGE) : kept;
    }

    /** Takes back what {@link #take} gave. */
    synchronized void give(ByteBuffer buffer) {
        if (buffer.capacity() == LARGE) {
            out--;
            if (free.size() + out < most) {
                free.addLast(buffer.clear());
            }
        }
    }

    /** Takes a buffer back that somebody may still use: it is left to the garbage collector. */
    synchronized void abandon(ByteBuffer buffer) {
        if (buffer.capacity() == LARGE) {
            out--;
        }
    }

    /** Whether all large buffers are out. */
    synchronized boolean isScarce() {
        return out >= most;
    }

    /** How many large buffers are out. */
    synchronized int out() {
        return out;
    }

    synchronized void resize(int newMost) {
        most = newMost;
        while (!free.isEmpty() && free.size() + out > most) {
            free.removeLast();
        }
    }
}
