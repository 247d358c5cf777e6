package org.kangcheng.access;

import java.util.ArrayList;
import java.util.List;
import org.kangcheng.kernel.FileKeys;
import org.kangcheng.operation.CannotProceed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * With the production profile the program does not start while anything made for a demonstration is left. Asked before
 * the port is open, so that not one request is served.
 */
@Component
@Profile("production")
class ProductionGuard implements SmartInitializingSingleton {
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
    public void afterSingletonsInstantiated() {
        List<String> left = leftFromDemonstration();
        if (!left.isEmpty()) {
            throw new CannotProceed(
                    "生产模式拒绝启动,请先清除:" + String.join("、", left),
                    "Refused to start for production: something of a demonstration is left, as named above.");
        }
        if (!accounts.anyAccount()) {
            LOG.info("首位安全管理员:请用 {} 中的一次性令牌访问 /first-administrator", first.offer());
        }
    }

    private List<String> leftFromDemonstration() {
        List<String> left = new ArrayList<>();
        accounts.demoAccounts().forEach(name -> left.add("演示账号 " + name));
        accounts.demoClients().forEach(name -> left.add("演示接口账号 " + name));
        keys.ifAvailable(store -> {
            if (store.demo()) {
                left.add("演示密钥(keys.properties 中 origin=demo)");
            }
            store.published().forEach(name -> left.add("公开的测试密钥 " + name + "(keys.properties)"));
        });
        return left;
    }
}
