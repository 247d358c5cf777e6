package org.kangcheng.kernel;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * What runs by itself runs beside what else does: counts are folded each half second also while a city is gathered or a year is
 * kept. The scheduler of the framework that fits virtual threads has one thread for all tasks with a pause between their runs.
 */
@Configuration(proxyBeanMethods = false)
public class TasksBesideEachOther {
    /** The scheduler of tasks that wait for each other, as {@code @Scheduled} names it. */
    public static final String IN_TURN = "inTurn";

    /** More than there are tasks; a thread begins with its first. */
    private static final int MOST = 48;

    @Bean
    @Primary
    TaskScheduler taskScheduler() {
        return scheduler("task-", MOST);
    }

    /** What looks at people in large numbers is done one after the other. */
    @Bean(IN_TURN)
    TaskScheduler inTurn() {
        return scheduler("in-turn-", 1);
    }

    private static ThreadPoolTaskScheduler scheduler(String name, int most) {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(most);
        scheduler.setThreadNamePrefix(name);
        return scheduler;
    }
}
