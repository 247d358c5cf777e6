package org.kangcheng.board;

import java.util.List;
import org.kangcheng.document.Template;
import org.kangcheng.document.Template.Table;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the reports may say. */
@Configuration(proxyBeanMethods = false)
class ReportTemplates {
    private static final List<String> VALUES =
            List.of("标题", "地区", "统计期", "生成时间", "指标数", "达标数", "接近数", "未达标数", "好转数", "变差数", "无数数", "无数项");
    private static final List<Table> TABLES = List.of(
            Table.of("指标", "分组", "名称", "本期", "上期", "变化", "目标", "状态"),
            Table.of("未达标", "名称", "本期", "目标", "变化"),
            Table.of("下级", "指标", "单位", "名次", "本期", "上期", "升降"),
            Table.of("口径", "名称", "口径", "来源"));

    @Bean
    Template monthlyReport() {
        return new Template(ReportKind.MONTHLY.template(), "月报", VALUES, TABLES);
    }

    @Bean
    Template yearlyReport() {
        return new Template(ReportKind.YEARLY.template(), "年报", VALUES, TABLES);
    }
}
