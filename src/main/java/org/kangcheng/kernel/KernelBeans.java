package org.kangcheng.kernel;

import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** What is handed in everywhere instead of being taken: the time, ids, keys. */
@Configuration(proxyBeanMethods = false)
class KernelBeans {
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    Ids ids(Clock clock) {
        return new Ids(clock);
    }

    @Bean
    @ConditionalOnMissingBean(Keys.class)
    FileKeys keys(@Value("${kangcheng.data}") Path data, Environment environment) {
        return FileKeys.open(data.resolve("keys.properties"), !environment.acceptsProfiles(Profiles.of("production")));
    }

    @Bean
    SealedText sealedText(Keys keys) {
        return new SealedText(keys);
    }
}
