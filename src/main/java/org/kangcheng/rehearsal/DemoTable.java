package org.kangcheng.rehearsal;

import java.nio.file.Path;
import java.util.Optional;
import org.kangcheng.access.Role;

/** What a visitor needs to begin, on one screen. */
final class DemoTable {
    private DemoTable() {}

    static String of(DemoFile file, Path path, Optional<CityPlan> city) {
        StringBuilder text = new StringBuilder();
        text.append("\n演示城市：")
                .append(city.map(plan -> "%,d 位居民，%,d 张健康卡".formatted(plan.people(), plan.cards()))
                        .orElse("没有居民"))
                .append("（均为虚构）\n\n");
        row(text, "角色", "登录名", "密码", "说明");
        for (DemoAccount account : file.accounts()) {
            String role = Role.valueOf(account.role()).label();
            String password = account.password().isEmpty() ? "（短信验证码）" : account.password();
            row(text, role, account.user(), password, account.note() == null ? "" : account.note());
        }
        return text.append("\n工作人员登录 ")
                .append(file.base())
                .append("/sign-in　居民登录 ")
                .append(file.base())
                .append("/m\n全部演示账号与接口密钥：")
                .append(path)
                .append("（管理员的动态口令密钥也在其中）")
                .toString();
    }

    private static void row(StringBuilder text, String role, String user, String password, String note) {
        text.append("  ")
                .append(DayReport.pad(role, 16))
                .append(DayReport.pad(user, 15))
                .append(DayReport.pad(password, 18))
                .append(note)
                .append('\n');
    }
}
