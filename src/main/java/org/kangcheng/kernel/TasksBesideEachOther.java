package org.kangcheng.kernel;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * What runs by itself runs beside what else does: counts are folded each half second also while a city is gathered or a year is
 * kept. The scheduler of the framework that fits virtual threads has one thread for all tasks with a pause between their runs.
 */
@Configuration(proxyBeanMethods = false)
class TasksBesideEachOther {
    /** More than there are tasks; a thread begins with its first. */
    private static final int MOST = 48;

    @Bean
    TaskScheduler taskScheduler() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(MOST);
        scheduler.setThreadNamePrefix("task-");
        return scheduler;
    }
}
