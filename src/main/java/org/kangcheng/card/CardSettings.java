package org.kangcheng.card;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Configuration;

/**
 * What the city decides about its codes.
 *
 * @param issuer 发码机构/应用编号, the last part of every code
 * @param codeLife how long a dynamic code is good
 * @param verifications how often it can be read
 * @param repeatWithin for so long a further presentation shows the same code again
 */
@ConfigurationProperties("kangcheng.card")
record CardSettings(
        @DefaultValue("3715A0001") String issuer,
        @DefaultValue("5m") Duration codeLife,
        @DefaultValue("5") int verifications,
        @DefaultValue("10s") Duration repeatWithin) {

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(CardSettings.class)
    static class Enabled {}
}
