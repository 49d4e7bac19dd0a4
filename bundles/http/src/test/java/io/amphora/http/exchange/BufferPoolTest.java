package io.amphora.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class BufferPoolTest {

    private final BufferPool pool = new BufferPool(2, ByteBuffer::allocateDirect);

    @Test
    void givesSmallBuffersWhileAllLargeOnesAreOut() {
        ByteBuffer first = pool.take();
        pool.take();
        ByteBuffer third = pool.take();

        assertThat(first.capacity()).isEqualTo(BufferPool.LARGE);
        assertThat(third.capacity()).isEqualTo(BufferPool.SMALL);
        assertThat(pool.isScarce()).isTrue();
        assertThat(pool.out()).isEqualTo(2);
    }

    @Test
    void keepsWhatComesBack() {
        ByteBuffer first = pool.take();
        first.putInt(1);
        pool.give(first);

        ByteBuffer again = pool.take();
        assertThat(again).isSameAs(first);
        assertThat(again.remaining()).isEqualTo(BufferPool.LARGE);
    }

    @Test
    void neverGivesAnAbandonedBufferAgain() {
        ByteBuffer first = pool.take();
        pool.abandon(first);

        assertThat(pool.out()).isZero();
        assertThat(pool.take()).isNotSameAs(first);
    }

    @Test
    void shrinksAndGrows() {
        ByteBuffer first = pool.take();
        pool.give(pool.take());
        pool.resize(1);

        assertThat(pool.take().capacity()).isEqualTo(BufferPool.SMALL);
        pool.give(first);
        assertThat(pool.take().capacity()).isEqualTo(BufferPool.LARGE);
        pool.resize(2);
        assertThat(pool.take().capacity()).isEqualTo(BufferPool.LARGE);
    }
}
