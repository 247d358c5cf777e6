package org.kangcheng.governance;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import org.kangcheng.access.Actor;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.SealedText;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Draws places by lot. */
@Component
class Draws {
    private static final int SEED_BYTES = 32;
    private static final int MOST_EACH = 1_000;
    private static final Refusal UNKNOWN = Refusal.notFound("没有这次抽签。");
    private static final Refusal MALFORMED = Refusal.badInput("draw", "请写名称（最多 100 字），每组抽 1 至 1000 个。");
    private static final Refusal NOBODY = Refusal.rule("no-candidates", "这个范围里没有可抽的对象。");
    private static final Refusal DRAWN = Refusal.conflict("drawn", "已经开签，不能重抽。");

    /** What is drawn, and in which groups. */
    enum From {
        TOWNS("乡镇街道（按区县分组）"),
        VILLAGES("村、社区（按区县分组）"),
        HOSPITALS("医院（按区县分组）"),
        PRIMARY("乡镇卫生院、社区卫生服务中心（按区县分组）"),
        VILLAGE_CLINICS("村卫生室（按区县分组）");

        private final String label;

        From(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    private final DrawTable table;
    private final Areas areas;
    private final Institutions institutions;
    private final SealedText sealed;
    private final Ids ids;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Draws(DrawTable table, Areas areas, Institutions institutions, SealedText sealed, Ids ids, Clock clock) {
        this.table = table;
        this.areas = areas;
        this.institutions = institutions;
        this.sealed = sealed;
        this.ids = ids;
        this.clock = clock;
    }

    /** Publishes the candidates and the commitment; the seed stays sealed. */
    @Transactional
    public Draw commit(Actor actor, String title, String areaCode, From from, int each) {
        if (title.isBlank() || title.length() > 100 || each < 1 || each > MOST_EACH) {
            throw MALFORMED.asException();
        }
        List<Draw.Candidate> candidates = candidates(areaCode, from);
        if (candidates.isEmpty()) {
            throw NOBODY.asException();
        }
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        Draw draw = new Draw(
                ids.next(),
                title.strip(),
                areaCode,
                each,
                candidates,
                Draw.sha256(seed),
                actor.name(),
                clock.instant(),
                null,
                null,
                null);
        table.insert(draw, sealed.seal(HexFormat.of().formatHex(seed)));
        return draw;
    }

    /** Tells the seed, once; with it the outcome stands. */
    @Transactional
    public Draw tell(Actor actor, long drawId) {
        require(drawId);
        byte[] seed = HexFormat.of().parseHex(sealed.open(table.sealedSeed(drawId)));
        if (!table.tell(drawId, seed, actor.name(), clock.instant())) {
            throw DRAWN.asException();
        }
        return require(drawId);
    }

    Draw require(long drawId) {
        return table.find(drawId).orElseThrow(UNKNOWN::asException);
    }

    List<Draw> newest(String areaCode, int most) {
        return table.newest(areaCode, most);
    }

    private List<Draw.Candidate> candidates(String areaCode, From from) {
        return switch (from) {
            case TOWNS -> places(areaCode, Area.Level.TOWN);
            case VILLAGES -> places(areaCode, Area.Level.VILLAGE);
            case HOSPITALS -> of(areaCode, Institution.Kind.HOSPITAL);
            case PRIMARY -> of(areaCode, Institution.Kind.PRIMARY);
            case VILLAGE_CLINICS -> of(areaCode, Institution.Kind.VILLAGE_CLINIC);
        };
    }

    private List<Draw.Candidate> places(String areaCode, Area.Level level) {
        return areas.all().stream()
                .filter(area -> area.level() == level && area.code().startsWith(areaCode))
                .map(area -> new Draw.Candidate(area.code(), areas.path(area.code()), group(area.code())))
                .toList();
    }

    private List<Draw.Candidate> of(String areaCode, Institution.Kind kind) {
        return institutions.list(kind, areaCode).stream()
                .map(one -> new Draw.Candidate(PublicId.encode(one.institutionId()), one.name(), group(one.areaCode())))
                .toList();
    }

    private String group(String areaCode) {
        String county = areaCode.substring(0, Math.min(6, areaCode.length()));
        return areas.find(county).map(Area::name).orElse(county);
    }
}
