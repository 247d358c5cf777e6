package org.kangcheng.governance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Open;
import org.kangcheng.directory.Areas;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Slice;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** 公示与查验: what everybody may read, without signing in: what was granted to institutions, and whether a paper is genuine. */
@Controller
class PublicPages {
    private static final String PAGE = "/public/registers";
    private static final String CHECK = "/public/check";
    private static final int ROWS = 30;
    private static final Refusal UNKNOWN = Refusal.notFound("没有这项公示。");

    /** One published item. @param said what was typed, by its label */
    record Line(String number, String area, LocalDate day, List<ItemView.Said> said, String code) {}

    private final Registers registers;
    private final ItemLists lists;
    private final Certificates certificates;
    private final Signing signing;
    private final Areas areas;
    private final Clock clock;

    PublicPages(
            Registers registers,
            ItemLists lists,
            Certificates certificates,
            Signing signing,
            Areas areas,
            Clock clock) {
        this.registers = registers;
        this.lists = lists;
        this.certificates = certificates;
        this.signing = signing;
        this.areas = areas;
        this.clock = clock;
    }

    @GetMapping(PAGE)
    @Open
    String all(Model model) {
        model.addAttribute(
                "registers",
                registers.all().stream()
                        .filter(it -> it.register().publishes() != null)
                        .toList());
        return "governance/public";
    }

    @GetMapping(PAGE + "/{id}")
    @Open
    String one(@PathVariable String id, @RequestParam(required = false) @Nullable String after, Model model) {
        Registers.InForce register = registers.find(id).orElseThrow(UNKNOWN::asException);
        Publication publication = register.register().publishes();
        if (publication == null) {
            throw UNKNOWN.asException();
        }
        boolean ended = register.register().state(publication.state()).end();
        ItemLists.Wanted wanted = new ItemLists.Wanted(
                register.no(),
                ItemLists.Place.area(Jurisdiction.CITY),
                publication.state(),
                ended ? Light.CLOSED : null,
                CityTime.today(clock));
        List<Item> rows = lists.of(wanted, ItemLists.Cursor.parse(after), ROWS + 1);
        model.addAttribute("publication", publication);
        model.addAttribute("register", register);
        model.addAttribute("lines", Slice.of(rows, ROWS, ItemLists.Cursor::of).map(item -> line(item, publication)));
        return "governance/public-register";
    }

    private Line line(Item item, Publication publication) {
        Map<String, String> labels = registers.of(item).labels();
        List<ItemView.Said> said = new ArrayList<>();
        for (String field : publication.fields()) {
            if (item.fields().containsKey(field)) {
                said.add(new ItemView.Said(
                        labels.getOrDefault(field, field),
                        ItemView.said(item.fields().get(field))));
            }
        }
        return new Line(
                item.number(),
                areas.path(item.areaCode()),
                item.closedOn() == null ? ItemTable.openedOn(item) : item.closedOn(),
                said,
                certificates.code(item));
    }

    /** 查验: a certificate, or a list that two parties signed. */
    @GetMapping(CHECK)
    @Open
    String check(@RequestParam(defaultValue = "") String code, Model model) {
        model.addAttribute("code", code);
        Item item = code.isBlank() ? null : certificates.find(code).orElse(null);
        model.addAttribute("unknown", !code.isBlank() && item == null);
        if (item == null) {
            return "governance/check";
        }
        Register register = registers.of(item);
        Publication publication = register.publishes();
        boolean inForce = publication != null && publication.state().equals(item.state());
        model.addAttribute("register", register);
        model.addAttribute("number", item.number());
        model.addAttribute("state", register.state(item.state()).title());
        model.addAttribute("publication", publication);
        model.addAttribute("inForce", inForce);
        model.addAttribute("line", inForce && publication != null ? line(item, publication) : null);
        model.addAttribute("signs", Signing.signs(register));
        if (Signing.signs(register)) {
            model.addAttribute("content", signing.content(item));
            model.addAttribute("signed", signing.of(item));
        }
        return "governance/check";
    }
}
