package org.kangcheng.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A template of tests, and a content for it. */
final class Bulletin {
    static final Template TEMPLATE = new Template(
            "test-bulletin",
            "通报（测试）",
            List.of("标题", "单位", "期", "日期", "问题数", "说明", "图"),
            List.of(Template.Table.of("问题", "单位", "内容", "期限"), Template.Table.of("点名", "单位", "原因")));

    private Bulletin() {}

    static Content content(int findings) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int no = 1; no <= findings; no++) {
            rows.add(Map.of(
                    "单位", "东昌府区第" + no + "卫生院",
                    "内容", "居民基础信息与入户核查不一致，涉及姓名、联系电话；<未> & \"及时\"更正，第" + no + "处。",
                    "期限", "2026-12-%02d".formatted(1 + no % 28)));
        }
        return new Content()
                .value("标题", "关于健康扶贫督查情况的通报")
                .value("单位", "聊城市卫生健康委员会")
                .value("期", "12")
                .value("日期", "2026年11月22日")
                .value("问题数", Integer.toString(findings))
                .value("说明", "第一行说明。\n第二行说明，含生僻字：喆、堃、昇、茌平，与符号①②℃±≥。")
                .picture("图", Picture.qrCode("https://kangcheng.example/d/ABCD"), 20)
                .table("问题", rows)
                .table("点名", List.of());
    }

    static WordFile filled(int findings) {
        WordFile word = Documents.shipped(TEMPLATE);
        new Filling(TEMPLATE, content(findings)).into(word);
        return word;
    }
}
