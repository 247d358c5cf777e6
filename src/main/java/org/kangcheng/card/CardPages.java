package org.kangcheng.card;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.card.CardResult.NotChanged;
import org.kangcheng.card.IssueResult.NotIssued;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Slice;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The resident's card: the live code, where it was read, suspending it, a printed code for those without a phone. */
@Controller
@Allowed(Role.RESIDENT)
class CardPages {
    private static final int USES = 20;
    /** A new code is fetched so long before the old one expires. */
    private static final Duration AHEAD = Duration.ofSeconds(45);

    /** One line of the history. */
    record UseLine(String at, String institution, String step, String channel, String code) {}

    private final Cards cards;
    private final Codes codes;
    private final UseTable uses;
    private final People people;
    private final Institutions institutions;
    private final Clock clock;

    CardPages(Cards cards, Codes codes, UseTable uses, People people, Institutions institutions, Clock clock) {
        this.cards = cards;
        this.codes = codes;
        this.uses = uses;
        this.people = people;
        this.institutions = institutions;
        this.clock = clock;
    }

    @GetMapping("/m/card")
    String card(Actor actor, Model model) {
        Optional<HealthCard> card = cards.of(actor.self());
        model.addAttribute("card", card.orElse(null));
        model.addAttribute("person", person(actor));
        if (card.isPresent() && card.get().status() == CardStatus.NORMAL) {
            code(actor, model);
        }
        return "card/card";
    }

    @GetMapping("/m/card/code")
    String code(Actor actor, Model model) {
        PresentedCode code = codes.present(actor.self());
        Duration left = Duration.between(clock.instant(), code.expiresAt()).minus(AHEAD);
        model.addAttribute("picture", QrSvg.of(code.text()));
        model.addAttribute("text", code.text());
        model.addAttribute("verificationsLeft", code.verificationsLeft());
        model.addAttribute("expiresAt", CityTime.local(code.expiresAt()));
        model.addAttribute("refreshAfter", Math.max(5, left.toSeconds()));
        return "card/code";
    }

    @PostMapping("/m/card/issue")
    String issue(Actor actor) {
        if (cards.issue(actor, actor.self()) instanceof NotIssued(var refusal)) {
            throw refusal.asException();
        }
        return "redirect:/m/card";
    }

    @PostMapping("/m/card/suspend")
    String suspend(Actor actor) {
        return changed(cards.suspend(actor, actor.self(), "本人在手机上暂停"));
    }

    @PostMapping("/m/card/resume")
    String resume(Actor actor) {
        return changed(cards.resume(actor, actor.self(), "本人在手机上恢复"));
    }

    @GetMapping("/m/card/print")
    String print(Actor actor, Model model) {
        model.addAttribute("person", person(actor));
        model.addAttribute("picture", QrSvg.of(codes.staticCode(actor.self())));
        return "card/print";
    }

    @GetMapping("/m/card/uses")
    String uses(Actor actor, @RequestParam(required = false) @Nullable Long after, Model model) {
        long before = after == null ? Long.MAX_VALUE : after;
        Map<Long, String> names = new HashMap<>();
        Slice<UseLine> lines =
                uses.of(people.aliases(actor.self()), before, USES).map(use -> line(use, names));
        model.addAttribute("uses", lines.items());
        model.addAttribute("next", lines.next());
        return "card/uses";
    }

    private UseLine line(UseTable.Use use, Map<Long, String> names) {
        String institution = names.computeIfAbsent(
                use.institutionId(),
                id -> institutions.find(id).map(Institution::name).orElse("未知机构"));
        return new UseLine(
                CityTime.local(use.at()).format(PageTimes.MINUTE),
                institution,
                use.step().label(),
                use.channel().label(),
                use.dynamic() ? "动态码" : "静态码");
    }

    private static String changed(CardResult result) {
        if (result instanceof NotChanged(var refusal)) {
            throw refusal.asException();
        }
        return "redirect:/m/card";
    }

    private Person person(Actor actor) {
        return people.find(actor.self()).orElseThrow(CardRefusals.PERSON_UNKNOWN.refusal()::asException);
    }
}
