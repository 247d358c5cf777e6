package org.kangcheng.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.EnrolResult.Enrolled;
import org.kangcheng.kernel.Slice;
import org.springframework.beans.factory.annotation.Autowired;

/** One box finds a resident by whatever is at hand. */
class SearchStory extends TestPlatform {
    @Autowired
    Enrolments enrolments;

    @Autowired
    PeopleSearch search;

    @Test
    void byNamePinyinInitialsNumberOrPhone() {
        NewPerson told = TestPeople.called("仇鑫淼");
        long key = enrol(told);
        for (String query : List.of(
                "仇鑫淼",
                "仇鑫",
                " 仇 鑫淼",
                "qiuxinmiao",
                "Qiu Xin",
                "qxm",
                told.idNumber(),
                told.idNumber().toLowerCase(),
                told.phone())) {
            assertThat(keys(query, "")).as(query).containsExactly(key);
        }
    }

    @Test
    void lettersThatReadAsASyllableButNameNobodyAreInitials() {
        long key = enrol(TestPeople.called("子爱伟"));
        assertThat(keys("zaw", "")).contains(key);
    }

    @Test
    void nobodyIsFoundByNothingOrNonsense() {
        for (String query : List.of("", " ", "%", "_", "371599", "'; drop table", "\uD83D\uDE00")) {
            assertThat(keys(query, "")).as(query).isEmpty();
        }
    }

    @Test
    void onlyPeopleOfTheAreaAreShownToWhoIsBoundToIt() {
        long here = enrol(TestPeople.livingIn("隗一一", "371502001001"));
        long there = enrol(TestPeople.livingIn("隗一一", "371521001001"));
        assertThat(keys("隗一一", "")).containsExactlyInAnyOrder(here, there);
        assertThat(keys("隗一一", "371521")).containsExactly(there);
        assertThat(keys("隗一一", "371502001001")).containsExactly(here);
        assertThat(keys("kyy", "371502001001")).containsExactly(here);
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        List<Long> all = new ArrayList<>();
        for (int n = 0; n < 25; n++) {
            all.add(enrol(TestPeople.called("逄" + (n % 2 == 0 ? "千" : "万"))));
        }
        List<Long> seen = new ArrayList<>();
        String after = null;
        do {
            Slice<Person> page = search.search("pang", "", after, 7);
            page.items().forEach(person -> seen.add(person.personKey()));
            after = page.next();
        } while (after != null);
        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all);
    }

    private List<Long> keys(String query, String area) {
        return search.search(query, area, null, 20).items().stream()
                .map(Person::personKey)
                .toList();
    }

    private long enrol(NewPerson person) {
        return ((Enrolled) enrolments.enrol(Actor.system("窗口"), person)).personKey();
    }
}
