package org.kangcheng.card;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.card.CardResult.Changed;
import org.kangcheng.card.CardResult.NotChanged;
import org.kangcheng.card.IssueResult.AlreadyHeld;
import org.kangcheng.card.IssueResult.Issued;
import org.kangcheng.card.IssueResult.NotIssued;
import org.kangcheng.identity.NationalId;
import org.kangcheng.identity.NewPerson;
import org.kangcheng.identity.Sex;
import org.kangcheng.kernel.PublicId;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Cards for institutions' programs. Documents travel in bodies, never in addresses. */
@RestController
@RequestMapping("/api/v1/cards")
@Allowed(Role.CLIENT)
@Tag(name = "电子健康卡", description = "申领、查询、暂停、恢复、注销")
class CardsEndpoint {
    private static final String RESIDENT_ID = "01";

    /**
     * @param idType CV02.01.101; 01 resident ID card
     * @param sex GB/T 2261.1; may be left out for idType 01, as may birthDate (YYYY-MM-DD)
     * @param areaCode 12 digits
     */
    record Application(
            @Nullable String idType,
            @Nullable String idNumber,
            @Nullable String name,
            @Nullable String sex,
            @Nullable String birthDate,
            @Nullable String areaCode,
            @Nullable String phone) {
        @Override
        public String toString() {
            return "Application[…]";
        }
    }

    record Document(@Nullable String idType, @Nullable String idNumber) {
        @Override
        public String toString() {
            return "Document[…]";
        }
    }

    record Change(@Nullable String reason) {}

    /**
     * @param personId stands for the person in every other call
     * @param attribute 1 temporary, 2 formal
     * @param staticCode for the institution that issued the card alone: a code is as good as the card
     */
    record CardAnswer(
            String personId,
            int cardNo,
            String attribute,
            CardStatus status,
            Instant issuedAt,
            @Nullable String staticCode) {}

    private final RegisterCard register;
    private final Cards cards;
    private final Codes codes;

    CardsEndpoint(RegisterCard register, Cards cards, Codes codes) {
        this.register = register;
        this.cards = cards;
        this.codes = codes;
    }

    @Operation(summary = "申领健康卡", description = "按证件申领,没有建档的先建档。重复申领返回同一张卡:首次 201,以后 200。")
    @PostMapping
    ResponseEntity<CardAnswer> issue(@Parameter(hidden = true) Actor actor, @RequestBody Application application) {
        return switch (register.register(actor, person(application))) {
            case Issued(var card) -> ResponseEntity.status(HttpStatus.CREATED).body(answer(actor, card));
            case AlreadyHeld(var card) -> ResponseEntity.ok(answer(actor, card));
            case NotIssued(var refusal) -> throw refusal.asException();
        };
    }

    @Operation(summary = "按证件查询健康卡")
    @PostMapping("/query")
    CardAnswer query(@Parameter(hidden = true) Actor actor, @RequestBody Document document) {
        String idType = Fields.required(document.idType(), "idType");
        String number = Fields.required(document.idNumber(), "idNumber");
        return register.byDocument(actor, idType, number)
                .map(card -> answer(actor, card))
                .orElseThrow(CardRefusals.NO_CARD.refusal()::asException);
    }

    @Operation(summary = "暂停(挂失)", description = "只能变更本机构所发的卡。")
    @PostMapping("/{personId}/suspend")
    CardAnswer suspend(
            @Parameter(hidden = true) Actor actor, @PathVariable String personId, @RequestBody Change change) {
        return changed(actor, cards.suspend(actor, key(personId), change.reason()));
    }

    @Operation(summary = "恢复使用")
    @PostMapping("/{personId}/resume")
    CardAnswer resume(
            @Parameter(hidden = true) Actor actor, @PathVariable String personId, @RequestBody Change change) {
        return changed(actor, cards.resume(actor, key(personId), change.reason()));
    }

    @Operation(summary = "注销", description = "不可撤销。")
    @PostMapping("/{personId}/cancel")
    CardAnswer cancel(
            @Parameter(hidden = true) Actor actor, @PathVariable String personId, @RequestBody Change change) {
        return changed(actor, cards.cancel(actor, key(personId), change.reason()));
    }

    private CardAnswer changed(Actor actor, CardResult result) {
        return switch (result) {
            case Changed(var card) -> answer(actor, card);
            case NotChanged(var refusal) -> throw refusal.asException();
        };
    }

    private CardAnswer answer(Actor actor, HealthCard card) {
        boolean ours = card.status() == CardStatus.NORMAL && CardScope.mayChange(actor, card);
        return new CardAnswer(
                PublicId.encode(card.personKey()),
                card.cardNo(),
                card.attribute().code(),
                card.status(),
                card.issuedAt(),
                ours ? codes.staticCode(card.personKey()) : null);
    }

    private static long key(String personId) {
        return PublicId.decode(personId).orElseThrow(CardRefusals.PERSON_UNKNOWN.refusal()::asException);
    }

    private static NewPerson person(Application told) {
        String idType = Fields.required(told.idType(), "idType");
        String number = Fields.required(told.idNumber(), "idNumber");
        Optional<NationalId> id = idType.equals(RESIDENT_ID) ? NationalId.parse(number) : Optional.empty();
        return new NewPerson(
                Fields.required(told.name(), "name"),
                id.map(NationalId::sex).orElseGet(() -> Fields.understood(told.sex(), "sex", CardsEndpoint::sex)),
                id.map(NationalId::birthDate)
                        .orElseGet(() -> Fields.understood(told.birthDate(), "birthDate", CardsEndpoint::day)),
                Fields.required(told.areaCode(), "areaCode"),
                idType,
                number,
                told.phone(),
                null,
                true,
                "API");
    }

    private static Optional<Sex> sex(String code) {
        return code.matches("[0129]") ? Optional.of(Sex.ofCode(Integer.parseInt(code))) : Optional.empty();
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
