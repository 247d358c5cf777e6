package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.Form;
import org.kangcheng.definition.UnsoundException;

/** The shipped definitions: each is there, says that it is an example where it is one, and grades as its source says. */
class ShippedProgrammesTests {
    private static final Map<String, Programme> SHIPPED = new Definitions(List.of(new ProgrammeEngine()))
            .shipped().stream()
                    .map(ShippedProgrammesTests::read)
                    .collect(Collectors.toMap(Programme::id, Function.identity()));

    private static Programme read(Definition definition) {
        try {
            return ProgrammeEngine.read(definition);
        } catch (UnsoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void allAreThere() {
        assertThat(SHIPPED.keySet())
                .contains(
                        "poverty-verification",
                        "eight-ones",
                        "graded-treatment",
                        "hypertension",
                        "pressure-check",
                        "diabetes",
                        "three-highs",
                        "elderly",
                        "pregnancy",
                        "child-health",
                        "child-chinese-medicine",
                        "newborn-screening",
                        "two-cancers",
                        "mental-illness",
                        "immunisation-children",
                        "mass-vaccination",
                        "screening-rounds",
                        "screening-round",
                        "poverty-watch",
                        "benefits-due",
                        "after-care",
                        "home-care",
                        "old-age-subsidy",
                        "birth-defects",
                        "child-rehabilitation",
                        "disability-care",
                        "special-family",
                        "free-clinics",
                        "palliative-care",
                        "nursing-home");
    }

    @Test
    void whatIsNotVerifiedIsLabelledAnExample() {
        assertThat(SHIPPED.values()).allSatisfy(programme -> {
            Definition definition = programme.definition();
            assertThat(definition.example())
                    .as(definition.id())
                    .isEqualTo(definition.source().contains("未核实")
                            || definition.source().contains("未逐条核对"));
        });
    }

    @Test
    void whatIsReliefIsMarkedSo() {
        assertThat(SHIPPED.values().stream().filter(Programme::relief).map(Programme::id))
                .containsExactlyInAnyOrder(
                        "poverty-verification", "eight-ones", "graded-treatment", "poverty-watch", "benefits-due");
    }

    /** Programme, service, what is known of the person, what was typed; then the grade, referral, days until the next. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hypertension | follow-up | age=60 | sbp=138 dbp=85 medication=规律 side_effect=否 complication=否 emergency=否 | 1 | false |",
                "hypertension | follow-up | age=60 | sbp=140 dbp=85 medication=规律 side_effect=否 complication=否 emergency=否 | 2 | false | 14",
                "hypertension | follow-up | age=70 | sbp=148 dbp=85 medication=规律 side_effect=否 complication=否 emergency=否 | 1 | false |",
                "hypertension | follow-up | age=60 previous_grade=2 | sbp=140 dbp=85 medication=规律 side_effect=否 complication=否 emergency=否 | 3R | true | 14",
                "hypertension | follow-up | age=60 previous_grade=1 | sbp=140 dbp=85 medication=规律 side_effect=否 complication=否 emergency=否 | 2 | false | 14",
                "hypertension | follow-up | age=60 | sbp=150 dbp=85 medication=规律 side_effect=是 complication=否 emergency=否 | 3 | false | 14",
                "hypertension | follow-up | age=60 | sbp=180 dbp=85 medication=规律 side_effect=是 complication=否 emergency=否 | 4 | true | 14",
                "hypertension | follow-up | age=60 | sbp=130 dbp=110 medication=规律 side_effect=否 complication=否 emergency=否 | 4 | true | 14",
                "hypertension | follow-up | age=60 | sbp=130 dbp=80 medication=规律 side_effect=否 complication=否 emergency=是 | 4 | true | 14",
                "pressure-check | measure | age=40 | sbp=118 dbp=76 | 1 | false |",
                "pressure-check | measure | age=40 | sbp=130 dbp=76 | 1R | false |",
                "pressure-check | measure | age=40 | sbp=118 dbp=76 family=是 | 1R | false |",
                "pressure-check | measure | age=55 | sbp=118 dbp=76 | 1R | false |",
                "pressure-check | measure | age=40 | sbp=140 dbp=76 | 2 | false | 14",
                "pressure-check | measure | age=40 previous_grade=2 | sbp=118 dbp=90 | 2B | false | 14",
                "pressure-check | measure | age=40 previous_grade=2B | sbp=118 dbp=90 | 3 | true |",
                "pressure-check | measure | age=40 | sbp=180 dbp=90 | 4 | true |",
                "pressure-check | result | age=40 | result=还未就诊 | 3 | true | 14",
                "pressure-check | high-risk | age=40 | sbp=118 dbp=76 gone=否 | 1R | false |",
                "pressure-check | high-risk | age=40 | sbp=118 dbp=76 gone=是 | 1 | false |",
                "family-doctor | hypertension | age=60 | sbp=145 dbp=80 medication=规律 | 2 | false | 14",
                "family-doctor | special-family | age=60 | mood=需要干预 | 2 | true | 7",
                "family-doctor | poor | age=60 | illness=有变化 explained=是 | 2 | true |",
                "diabetes | follow-up | age=60 | glucose=6.9 medication=规律 low_sugar=否 side_effect=否 complication=否 | 1 | false |",
                "diabetes | follow-up | age=60 | glucose=7 medication=规律 low_sugar=否 side_effect=否 complication=否 | 2 | false | 14",
                "diabetes | follow-up | age=60 | glucose=3.9 medication=规律 low_sugar=否 side_effect=否 complication=否 | 4 | true | 14",
                "diabetes | follow-up | age=60 | glucose=16.7 medication=规律 low_sugar=否 side_effect=否 complication=否 | 4 | true | 14",
                "three-highs | joint-visit | age=60 | sbp=130 dbp=80 glucose=6 medication=规律 side_effect=否 complication=否 | 1 | false |",
                "three-highs | joint-visit | age=60 previous_grade=2 | sbp=145 dbp=80 glucose=6 medication=规律 side_effect=否 complication=否 | 3 | true | 14",
                "three-highs | joint-visit | age=60 | sbp=130 dbp=80 glucose=6 ldl=4.9 medication=规律 side_effect=否 complication=否 | 4 | true | 14",
                "three-highs | six-diseases | age=60 | coronary=正常 stroke=正常 kidney=正常 eye=正常 nerve=正常 abi=1 | 1 | false |",
                "three-highs | six-diseases | age=60 | coronary=异常 stroke=正常 kidney=正常 eye=正常 nerve=正常 abi=1 | 2 | true |",
                "three-highs | six-diseases | age=60 | coronary=异常 stroke=正常 kidney=正常 eye=正常 nerve=正常 abi=0.8 | 3 | true |",
                "mental-illness | follow-up | age=40 | danger=0 stability=稳定 medication=规律 | 1 | false |",
                "mental-illness | follow-up | age=40 | danger=0 stability=基本稳定 medication=规律 | 2 | false | 14",
                "mental-illness | follow-up | age=40 | danger=3 stability=稳定 medication=规律 | 3 | true | 14",
                "newborn-screening | blood-spot | age=0 | phenylketonuria=阴性 hypothyroidism=可疑 adrenal_hyperplasia=阴性 g6pd_deficiency=阴性 | 2 | true |",
                "newborn-screening | hearing | age=0 | left=通过 right=未通过 | 2 | false |",
                "poverty-watch | verify | age=50 | own_payment=9999 income=50000 cause=反复住院 | 1 | false |",
                "poverty-watch | verify | age=50 | own_payment=10000 income=500000 cause=大额医疗费 | 2 | false |",
                "poverty-watch | verify | age=50 | own_payment=6000 income=20000 cause=大额医疗费 | 2 | false |",
                "poverty-watch | verify | age=50 | own_payment=60000 income=20000 cause=误报 false_alarm=重复录入 | 0 | false |",
                "graded-treatment | sign | age=50 | result=维持 closed=否 | 2 | false |",
                "graded-treatment | sign | age=50 | result=治愈 closed=是 | 1 | false |",
                "two-cancers | cervix | age=40 | hpv=16_或_18_型阳性 cytology=未见异常 | 3 | true |",
                "two-cancers | cervix | age=40 | hpv=其他型阳性 cytology=ASC-US | 3 | true |",
                "two-cancers | cervix | age=40 | hpv=其他型阳性 cytology=未见异常 | 2 | false | 365",
                "two-cancers | cervix | age=40 | hpv=阴性 cytology=未做 | 1 | false |",
                "two-cancers | cervix-result | age=40 | result=未就诊 | 3 | true | 14",
                "two-cancers | cervix-result | age=40 | result=癌前病变 treated=锥切 | 2 | false |",
                "two-cancers | breast | age=40 | touch=未见异常 ultrasound=4_类及以上 | 3 | true |",
                "two-cancers | breast | age=40 | touch=异常 ultrasound=2_类 | 2 | false | 180",
                "two-cancers | breast | age=40 | touch=未见异常 ultrasound=2_类 | 1 | false |",
                "pregnancy | visits | age=28 | sbp=118 dbp=76 danger=否 | 1 | false |",
                "pregnancy | visits | age=28 | sbp=142 dbp=76 danger=否 | 2 | false | 14",
                "pregnancy | visits | age=28 | sbp=118 dbp=76 haemoglobin=95 danger=否 | 2 | false | 14",
                "pregnancy | visits | age=28 | sbp=118 dbp=76 fetal_heart=104 danger=否 | 4 | true | 7",
                "pregnancy | post-natal | age=28 | sbp=118 dbp=76 temperature=38.2 recovery=正常 feeding=母乳 mood=正常 | 4 | true | 7",
                "pregnancy | post-natal | age=28 | sbp=118 dbp=76 temperature=36.8 recovery=正常 feeding=母乳 mood=低落 | 2 | false | 7",
                "child-health | visits | age=1 | weight=9 height=75 | 1 | false |",
                "child-health | visits | age=1 | weight=9 height=75 haemoglobin=105 | 2 | true |",
                "child-health | visits | age=1 | weight=9 height=75 hearing=未通过 | 2 | true |",
                "elderly | yearly-check | age=70 | sbp=130 dbp=80 glucose=6 self_care=可自理 | 1 | false |",
                "elderly | yearly-check | age=70 | sbp=130 dbp=80 glucose=6 self_care=可自理 ecg=异常 | 2 | false |",
                "elderly | yearly-check | age=70 | sbp=182 dbp=80 glucose=6 self_care=可自理 | 3 | true |",
                "old-age-subsidy | subsidy | age=82 | seen=是 paid=没有 reason=账户停用 | 2 | false | 30",
                "graded-treatment | classify | age=50 | confirmed=否 | 0 | false |",
                "graded-treatment | classify | age=50 | confirmed=是 group=大病集中救治 | 1 | false |",
                "home-care | assess | age=80 | eating=5 moving=10 toilet=25 | 3 | false |",
                "nursing-home | round | age=80 | sbp=182 dbp=90 state=平稳 | 3 | true | 1",
                "nursing-home | round | age=80 | sbp=130 dbp=80 state=有变化 | 2 | false | 3",
                "palliative-care | visit | age=80 | pain=7 symptoms=没有 family=否 | 2 | true | 1",
                "palliative-care | visit | age=80 | pain=6 symptoms=失眠 family=否 | 1 | false |",
                "birth-defects | screening | age=28 | result=高风险 | 2 | true |",
                "disability-care | assess | age=40 | need=康复训练 note=腿 | 2 | false |",
                "disability-care | assess | age=40 | need=没有 | 1 | false |",
                "special-family | contact | age=60 | mood=需要干预 | 2 | true | 7",
                "child-rehabilitation | training | age=5 | times=8 progress=退步 family=是 | 2 | true |",
                "home-care | assess | age=80 | eating=5 moving=15 toilet=40 | 2 | false |",
                "poverty-verification | house-visit | age=50 | knows_hospital=是 treat_first=是 contracted=是 chronic_contract=不涉及 waived=是 insured=是 assisted=不涉及 one_stop=是 special_insurance=是 | 1 | false |",
                "poverty-verification | house-visit | age=50 | knows_hospital=是 treat_first=是 contracted=是 chronic_contract=不涉及 waived=否 insured=是 assisted=不涉及 one_stop=是 special_insurance=是 reason=未告知 | 2 | false | 30",
                "tuberculosis | follow-up | age=40 | phase=强化期 missed_doses=0 side_effect=否 | 0 | false |",
                "tuberculosis | follow-up | age=40 | phase=停药 missed_doses=0 side_effect=否 completed=否 | 2 | false | 7",
                "mass-vaccination | inactivated | age=30 | temperature=36.5 contraindication=否 batch=A1 site=左上臂 observed=是 | 1 | false |",
            })
    void gradesAsItsSourceSays(
            String id,
            String serviceId,
            String known,
            String typed,
            String grade,
            boolean refer,
            @Nullable Integer nextDays) {
        Form form = SHIPPED.get(id).service(serviceId).orElseThrow().form();
        Map<String, @Nullable Object> about = new HashMap<>();
        words(known)
                .forEach((name, value) -> about.put(
                        name, value.matches("\\d+") && name.equals("age") ? (Object) Long.valueOf(value) : value));
        Form.Answers answers = form.answers(words(typed), about);
        assertThat(answers.problems()).isEmpty();
        Optional<Form.Grade> graded = form.grade(answers.values(), about);
        assertThat(graded.map(Form.Grade::code)).contains(grade);
        assertThat(graded.orElseThrow().refer()).isEqualTo(refer);
        assertThat(graded.orElseThrow().nextDays()).isEqualTo(nextDays);
    }

    @Test
    void whatIsContraindicatedOrFeverishIsNotVaccinated() {
        Form form = SHIPPED.get("mass-vaccination").services().getFirst().form();
        assertThat(form.answers(
                                words("temperature=38 contraindication=是 batch=A site=左上臂 observed=是"),
                                Map.of("age", 30L))
                        .problems())
                .containsOnlyKeys("temperature", "contraindication");
    }

    private static Map<String, String> words(String text) {
        Map<String, String> words = new HashMap<>();
        for (String word : text.split(" ")) {
            // A space within an answer is written as _.
            words.put(
                    word.substring(0, word.indexOf('=')),
                    word.substring(word.indexOf('=') + 1).replace('_', ' '));
        }
        return words;
    }
}
