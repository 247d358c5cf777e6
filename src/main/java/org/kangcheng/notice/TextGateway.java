package org.kangcheng.notice;

import org.kangcheng.access.TextMessages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Says at each production start, while the simulated channel is the only one, that no text message leaves the platform: no
 * resident can sign in.
 */
@Component
@Profile("production")
class TextGateway implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(TextGateway.class);

    private final TextMessages channel;

    TextGateway(TextMessages channel) {
        this.channel = channel;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (!(channel instanceof Messages)) {
            return;
        }
        LOG.warn("没有配置短信网关:验证码和通知只写入库中,不会发到手机,居民无法登录手机端。见 docs/howto/operator.md“短信”。"
                + "(No SMS gateway: codes reach nobody's phone.)");
    }
}
