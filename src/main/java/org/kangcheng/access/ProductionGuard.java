package org.kangcheng.access;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.kangcheng.kernel.FileKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** With the production profile the program does not start while anything made for a demonstration is left. */
@Component
@Profile("production")
class ProductionGuard implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ProductionGuard.class);

    private final AccountTable accounts;
    private final ObjectProvider<FileKeys> keys;
    private final FirstAdministrator first;

    ProductionGuard(AccountTable accounts, ObjectProvider<FileKeys> keys, FirstAdministrator first) {
        this.accounts = accounts;
        this.keys = keys;
        this.first = first;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        List<String> left = new ArrayList<>();
        accounts.demoNames().forEach(name -> left.add("演示账号 " + name));
        if (keys.stream().anyMatch(FileKeys::unfitForProduction)) {
            left.add("演示密钥或公开的测试密钥(keys.properties)");
        }
        if (!left.isEmpty()) {
            throw new LeftFromDemonstration("生产模式拒绝启动,请先清除:" + String.join("、", left));
        }
        if (!accounts.anyAccount()) {
            LOG.info("首位安全管理员:请用 {} 中的一次性令牌访问 /first-administrator", first.offer());
        }
    }

    /** Ends the start; its message is all that the operator needs to see. */
    static final class LeftFromDemonstration extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LeftFromDemonstration(String message) {
            super(message, null, false, false);
        }
    }
}
