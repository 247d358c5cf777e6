package org.kangcheng.rehearsal;

import java.util.random.RandomGenerator;

/** Invented Chinese names: surnames by their rough frequency, given names of one or two common characters. */
final class Names {
    private static final String SURNAMES =
            "王王王王王王李李李李李李张张张张张刘刘刘刘陈陈陈杨杨赵赵黄周周吴吴徐徐孙孙孙朱马马胡郭郭林何高高梁郑罗宋宋谢唐韩韩曹许邓冯程蔡彭潘袁于于董董余叶蒋田杜丁魏姜范江傅钟卢汪戴崔崔任陆廖姚方金邱夏谭韦贾邹石熊孟孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚";
    private static final String FEMALE = "秀英玉兰芳娟敏静丽红霞燕玲桂花凤梅莲云爱珍贞莉香月莺媛艳瑞凡佳嘉琼勤倩婷姣婉娴瑾颖露瑶怡婵雁蓓欣悦雅洁琳晴梦雪慧巧美娜淑惠珠翠";
    private static final String MALE =
            "伟刚勇毅俊峰强军平保东文辉力明永健世广志义兴良海山仁波宁贵福生龙元全国胜学祥才发武新利清飞彬富顺信子杰涛昌成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆磊民友裕河哲江超浩亮";

    private Names() {}

    static String surname(RandomGenerator random) {
        return pick(SURNAMES, random);
    }

    static String given(boolean male, RandomGenerator random) {
        String pool = male ? MALE : FEMALE;
        return random.nextInt(10) < 7 ? pick(pool, random) + pick(pool, random) : pick(pool, random);
    }

    private static String pick(String pool, RandomGenerator random) {
        int at = random.nextInt(pool.length());
        return pool.substring(at, at + 1);
    }
}
