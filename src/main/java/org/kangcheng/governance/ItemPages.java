package org.kangcheng.governance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Form;
import org.kangcheng.kernel.Download;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** 事项: what it says, where it stands, what can be done with it by whom, and everything that was done. */
@Controller
@Allowed({Role.COMMISSION, Role.HOTLINE, Role.MANAGER, Role.VILLAGE_DOCTOR})
class ItemPages {
    static final String PAGE = "/staff/items";
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个事项，或它不在您的范围内。");

    private final Registers registers;
    private final ItemTable items;
    private final ItemSteps steps;
    private final MoveItem moving;
    private final TendItem tending;
    private final Evidence evidence;
    private final ItemView view;

    ItemPages(
            Registers registers,
            ItemTable items,
            ItemSteps steps,
            MoveItem moving,
            TendItem tending,
            Evidence evidence,
            ItemView view) {
        this.registers = registers;
        this.items = items;
        this.steps = steps;
        this.moving = moving;
        this.tending = tending;
        this.evidence = evidence;
        this.view = view;
    }

    @GetMapping(PAGE + "/{id}")
    String one(Actor actor, @PathVariable String id, Model model) {
        return view.page(actor, tending.require(actor, key(id)), model);
    }

    /** By its number, as a caller or a paper gives it. */
    @GetMapping(PAGE)
    String find(Actor actor, @RequestParam String number) {
        Item item = items.byNumber(number.strip()).orElseThrow(UNKNOWN::asException);
        return "redirect:" + PAGE + "/" + tending.require(actor, item.id()).id();
    }

    @PostMapping(PAGE + "/{id}/moves/{move}")
    ModelAndView move(
            Actor actor,
            @PathVariable String id,
            @PathVariable String move,
            @RequestParam Map<String, String> all,
            @RequestParam(name = "file", required = false) @Nullable List<MultipartFile> files,
            Model model)
            throws IOException {
        Item item = tending.require(actor, key(id));
        MoveItem.Given given = new MoveItem.Given(
                seen(all.get("seen")),
                all.getOrDefault("note", ""),
                Form.typed(all),
                RegisterPages.number(all.get("unit")),
                all.get("person"),
                evidence.keep(actor, item.shard(), files),
                Signature.parse(all.get("signatureKey"), all.get("signatureValue")),
                all.getOrDefault("requestKey", ""));
        return switch (moving.move(actor, item.id(), move, given)) {
            case MoveResult.Moved _ -> new ModelAndView("redirect:" + PAGE + "/" + id);
            case MoveResult.NotMoved(Refusal refusal, var problems) -> {
                model.addAttribute("refusal", refusal);
                model.addAttribute("problems", problems);
                model.addAttribute("tried", move);
                model.addAttribute("typed", new LinkedHashMap<>(given.fields()));
                model.addAttribute("typedNote", given.note());
                String shown = view.page(actor, tending.require(actor, item.id()), model);
                yield new ModelAndView(shown, model.asMap(), HttpStatus.valueOf(refusal.status()));
            }
        };
    }

    static int seen(@Nullable String text) {
        Long number = RegisterPages.number(text);
        return number == null ? -1 : (int) Math.clamp(number, -1L, Integer.MAX_VALUE);
    }

    @PostMapping(PAGE + "/{id}/comments")
    String comment(Actor actor, @PathVariable String id, @RequestParam String note) {
        tending.comment(actor, key(id), note);
        return "redirect:" + PAGE + "/" + id;
    }

    @PostMapping(PAGE + "/{id}/reveal")
    String reveal(Actor actor, @PathVariable String id, @RequestParam String note, Model model) {
        Map<String, String> hidden = tending.reveal(actor, key(id), note);
        Item item = tending.require(actor, key(id));
        Register register = registers.of(item);
        List<ItemView.Said> revealed = new ArrayList<>();
        hidden.forEach((name, value) ->
                revealed.add(new ItemView.Said(register.labels().getOrDefault(name, name), value)));
        model.addAttribute("revealed", revealed);
        return view.page(actor, item, model);
    }

    @PostMapping(PAGE + "/{id}/merge")
    String merge(Actor actor, @PathVariable String id, @RequestParam String into, @RequestParam String note) {
        return "redirect:" + PAGE + "/"
                + tending.merge(actor, key(id), into, note).id();
    }

    @PostMapping(PAGE + "/{id}/split")
    String split(Actor actor, @PathVariable String id, @RequestParam String title, @RequestParam String note) {
        return "redirect:" + PAGE + "/"
                + tending.split(actor, key(id), title, note).id();
    }

    /** A file of a step of this item, never shown within the page. */
    @GetMapping(PAGE + "/{id}/files/{digest}")
    ResponseEntity<byte[]> file(Actor actor, @PathVariable String id, @PathVariable String digest) {
        Item item = tending.require(actor, key(id));
        Evidence.Kept file = steps.of(item).stream()
                .flatMap(step -> ItemView.files(step).stream())
                .filter(it -> it.digest().equals(digest))
                .findFirst()
                .orElseThrow(UNKNOWN::asException);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.type()))
                .header(HttpHeaders.CONTENT_DISPOSITION, Download.named(file.name()))
                .header("X-Content-Type-Options", "nosniff")
                .body(evidence.read(item.shard(), file));
    }

    private static PublicId key(String id) {
        return PublicId.parse(id).orElseThrow(UNKNOWN::asException);
    }
}
