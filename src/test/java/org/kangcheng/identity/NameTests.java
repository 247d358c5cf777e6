package org.kangcheng.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names: one form, one sound. */
class NameTests {
    @ParameterizedTest
    @CsvSource({
        "张伟, zhangwei, zw",
        "单田芳, shantianfang, stf",
        "曾志伟, zengzhiwei, zzw",
        "仇英, qiuying, qy",
        "解晓东, xiexiaodong, xxd",
        "查良镛, zhaliangyong, zly",
        "盖丽丽, gelili, gll",
        "吕布, lvbu, lb",
        "欧阳娜娜, ouyangnana, oynn",
        "万俟雅言, moqiyayan, mqyy",
        "长孙无忌, zhangsunwuji, zswj",
        "买买提·艾力, maimaitiaili, mmtal",
        "任解, renjie, rj",
        "莘县, shenxian, sx",
    })
    void sounds(String name, String full, String initials) {
        assertThat(Pinyin.of(name)).isEqualTo(new Pinyin.Reading(full, initials));
    }

    @ParameterizedTest
    @CsvSource({"张 三, 张三", "张　三, 张三", "买买提•艾力, 买买提·艾力", "John   Smith, John Smith", "' 李四 ', 李四", "Ｊｏｈｎ, John"})
    void areBroughtToOneForm(String written, String kept) {
        assertThat(Names.canonical(written)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "张?", "张\ue000", "=cmd()", "<b>张</b>", "张三1", "@张", "张\n三x;"})
    void areRefused(String name) {
        assertThat(Names.formed(Names.canonical(name))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"张三", "买买提·艾力", "王某之子", "䶮", "𠮷田", "John Smith", "O'Neil"})
    void areTaken(String name) {
        assertThat(Names.formed(Names.canonical(name))).isTrue();
    }
}
