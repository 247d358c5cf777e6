package org.kangcheng.governance;

import java.util.List;
import org.kangcheng.document.Template;
import org.kangcheng.document.Template.Table;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 文书: what registers print; an official may edit each template. */
@Configuration(proxyBeanMethods = false)
class RegisterTemplates {
    static final String LIST = "finding-list";
    static final String CERTIFICATE = "certificate";
    static final String MONTH = "register-month";
    static final String BULLETIN = "register-bulletin";

    private static final String[] FIGURES = {"名称", "登记", "办结", "按期率", "未办结", "逾期"};

    @Bean
    Template findingListTemplate() {
        return new Template(
                LIST,
                "督查问题清单（双方签字）",
                List.of("编号", "被查单位", "检查日期", "检查人员", "摘要"),
                List.of(Table.of("问题", "编号", "类别", "问题", "整改要求"), Table.of("签字", "签字", "姓名", "时间", "状态")));
    }

    @Bean
    Template certificateTemplate() {
        return new Template(CERTIFICATE, "台账证书（许可决定、称号证明、备案回执）", List.of("标题", "编号", "内容", "区划", "日期"), List.of());
    }

    @Bean
    Template registerMonthTemplate() {
        return new Template(
                MONTH,
                "台账月报",
                List.of("台账", "月份", "范围", "登记", "办结", "按期", "按期率", "未办结", "逾期"),
                List.of(Table.of("区划", FIGURES), Table.of("单位", FIGURES)));
    }

    @Bean
    Template registerBulletinTemplate() {
        return new Template(
                BULLETIN,
                "台账逾期通报",
                List.of("台账", "范围", "日期", "逾期", "单位数"),
                List.of(Table.of("事项", "责任单位", "编号", "事项", "应办日期")));
    }
}
