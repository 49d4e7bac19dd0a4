package io.amphora.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkersTest {

    @Test
    void whatWaitsBehindHangingWorkIsRunOnClose() throws InterruptedException {
        Workers workers = new Workers(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch ran = new CountDownLatch(2);
        workers.execute(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        workers.execute(ran::countDown);
        workers.execute(ran::countDown);

        workers.close();

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
