package org.kangcheng.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.scheduling.TaskScheduler;

class TasksBesideEachOtherTests {
    @Test
    void aTaskThatTakesLongHoldsUpNoOther() throws InterruptedException {
        try (var context = new AnnotationConfigApplicationContext(TasksBesideEachOther.class)) {
            TaskScheduler scheduler = context.getBean(TaskScheduler.class);
            CountDownLatch over = new CountDownLatch(1);
            CountDownLatch often = new CountDownLatch(3);
            CountDownLatch begun = new CountDownLatch(1);
            scheduler.scheduleWithFixedDelay(
                    () -> {
                        begun.countDown();
                        await(over);
                    },
                    Duration.ofMillis(1));
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            scheduler.scheduleWithFixedDelay(often::countDown, Duration.ofMillis(1));
            assertThat(often.await(10, TimeUnit.SECONDS)).isTrue();
            over.countDown();
        }
    }

    private static void await(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
