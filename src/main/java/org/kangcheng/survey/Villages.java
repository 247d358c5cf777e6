package org.kangcheng.survey;

import java.util.List;
import java.util.Optional;
import org.kangcheng.directory.Area;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The villages of a county and who lives there, for drawing. */
@Component
class Villages {
    private record Village(String areaCode, long residents) {}

    private final JdbcClient jdbc;

    Villages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those where somebody lives. */
    Of of(Area county) {
        return new Of(
                county, jdbc.sql("""
                        select area_code, residents from identity_pub.resident_count
                         where starts_with(area_code, ?) and residents > 0 order by area_code
                        """).param(county.code()).query(Village.class).list());
    }

    /** Of a county. */
    static final class Of {
        private final Area county;
        private final List<Village> villages;
        private final long residents;

        private Of(Area county, List<Village> villages) {
            this.county = county;
            this.villages = villages;
            this.residents = villages.stream().mapToLong(Village::residents).sum();
        }

        /** The nth that is drawn, by its number of residents; a village may be drawn again. Empty where nobody lives. */
        Optional<String> drawn(Lots lots, int n) {
            if (residents == 0) {
                return Optional.empty();
            }
            long at = lots.number(county.code() + ":" + n) % residents;
            for (Village village : villages) {
                if (at < village.residents) {
                    return Optional.of(village.areaCode);
                }
                at -= village.residents;
            }
            return Optional.empty();
        }
    }

    /** The resident whose key is the next from {@code key} on; after the last comes the first. */
    Optional<Long> next(String village, long key) {
        return jdbc.sql("""
                (select person_key from identity_pub.resident where area_code = :area and person_key >= :key
                  order by person_key limit 1)
                union all
                (select person_key from identity_pub.resident where area_code = :area order by person_key limit 1)
                limit 1
                """)
                .param("area", village)
                .param("key", key)
                .query(Long.class)
                .optional();
    }

    List<Long> residents(String village) {
        return jdbc.sql("select person_key from identity_pub.resident where area_code = ?")
                .param(village)
                .query(Long.class)
                .list();
    }
}
