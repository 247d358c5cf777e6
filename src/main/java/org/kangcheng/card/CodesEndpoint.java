package org.kangcheng.card;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.card.ReadResult.NotRead;
import org.kangcheng.card.ReadResult.Read;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.directory.ReadingPoint;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.terminology.CareChannel;
import org.kangcheng.terminology.CareStep;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Codes for institutions' programs: verify one, report the readings of the day. */
@RestController
@RequestMapping("/api/v1/codes")
@Allowed(Role.CLIENT)
@Tag(name = "健康码", description = "验码、用卡记录上报")
class CodesEndpoint {
    /**
     * @param careStep 用卡环节, 6 digits (of 7 the first six); may be left out with a readingPoint, as may channel
     * @param channel 用卡渠道: 0100 counter, 0200 kiosk, 0300 doctor's desk, 0401 service account, 0402 mini program
     * @param readingPoint the number of a reading point of the institution
     * @param institution national code; only the city's own client has to name one
     */
    record Verification(
            @Nullable String code,
            @Nullable String careStep,
            @Nullable String channel,
            @Nullable Long readingPoint,
            @Nullable String institution) {
        @Override
        public String toString() {
            return "Verification[…]";
        }
    }

    /**
     * @param name masked
     * @param sex GB/T 2261.1
     * @param cardAttribute 1 temporary, 2 formal
     * @param verificationsLeft of a dynamic code
     */
    record Verified(
            String personId,
            String name,
            int sex,
            int birthYear,
            String cardAttribute,
            @Nullable Integer verificationsLeft) {}

    record Report(@Nullable String institution, @Nullable List<ReportUses.Use> uses) {}

    private static final int STEP = 6;

    private final CodeReader reader;
    private final ReportUses report;
    private final ReadingPlaces places;
    private final Institutions institutions;

    CodesEndpoint(CodeReader reader, ReportUses report, ReadingPlaces places, Institutions institutions) {
        this.reader = reader;
        this.report = report;
        this.places = places;
        this.institutions = institutions;
    }

    @Operation(summary = "验码", description = "静态码、动态码均可;不要求先挂号。动态码每验一次少一次。返回前用卡记录已落盘。失败的原因见 code 字段,如 code-expired。")
    @PostMapping("/verify")
    Verified verify(@Parameter(hidden = true) Actor actor, @RequestBody Verification asked) {
        String code = Fields.required(asked.code(), "code");
        return switch (reader.read(actor, code, at(actor, asked))) {
            case Read read -> verified(read);
            case NotRead(var refusal) -> throw refusal.asException();
        };
    }

    @Operation(summary = "用卡记录上报", description = "当天的记录,每批最多 500 条;recordNo 相同的只记一次。逐条返回结果。")
    @PostMapping("/uses")
    ReportUses.Outcome report(@Parameter(hidden = true) Actor actor, @RequestBody Report reported) {
        List<ReportUses.Use> uses = reported.uses();
        if (uses == null || uses.isEmpty()) {
            throw Refusal.badInput("missing-field", "缺少字段 uses。").asException();
        }
        return report.report(institution(actor, reported.institution()), uses);
    }

    private static Verified verified(Read read) {
        return new Verified(
                PublicId.encode(read.personKey()),
                read.maskedName(),
                read.sex().code(),
                read.birthYear(),
                read.cardAttribute().code(),
                read.verificationsLeft());
    }

    private ReadingAt at(Actor actor, Verification asked) {
        long institution = institution(actor, asked.institution());
        Long number = asked.readingPoint();
        if (number == null) {
            return new ReadingAt(
                    institution,
                    null,
                    Fields.understood(asked.careStep(), "careStep", CodesEndpoint::careStep),
                    Fields.understood(asked.channel(), "channel", CareChannel::ofCode));
        }
        ReadingPoint point = places.find(institution, number).orElseThrow(() -> Fields.wrong("readingPoint"));
        return new ReadingAt(
                institution,
                number,
                asked.careStep() == null
                        ? point.careStep()
                        : Fields.understood(asked.careStep(), "careStep", CodesEndpoint::careStep),
                asked.channel() == null
                        ? point.channel()
                        : Fields.understood(asked.channel(), "channel", CareChannel::ofCode));
    }

    /** Seven digits name a part of a step. */
    static Optional<CareStep> careStep(String code) {
        boolean part = code.length() == STEP + 1 && code.charAt(STEP) >= '0' && code.charAt(STEP) <= '9';
        return CareStep.ofCode(part ? code.substring(0, STEP) : code);
    }

    private long institution(Actor actor, @Nullable String code) {
        if (code == null) {
            Long own = actor.institutionId();
            if (own == null) {
                throw Refusal.badInput("missing-field", "缺少字段 institution。").asException();
            }
            return own;
        }
        return institutions
                .byCode(code)
                .map(Institution::institutionId)
                .filter(actor::coversInstitution)
                .orElseThrow(CardRefusals.OUT_OF_SCOPE.refusal()::asException);
    }
}
