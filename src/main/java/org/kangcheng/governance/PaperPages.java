package org.kangcheng.governance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Open;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.document.Document;
import org.kangcheng.document.Verification;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Download;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.sheet.SheetFormat;
import org.kangcheng.sheet.SheetWriter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** 文书下载: the signed list, the certificate, the monthly report and the bulletin, as .docx, PDF and spreadsheet. */
@Controller
class PaperPages {
    private static final Refusal UNKNOWN = Refusal.notFound("没有这份文书。");
    private static final Refusal NO_MONTH = Refusal.badInput("month", "月份应写作 2026-03，不晚于本月。");

    /** As what something is handed out. */
    enum As {
        DOCX,
        PDF,
        XLSX
    }

    private final RegisterPapers papers;
    private final Registers registers;
    private final TendItem tending;
    private final Certificates certificates;
    private final Jurisdiction jurisdiction;
    private final Areas areas;
    private final Clock clock;

    PaperPages(
            RegisterPapers papers,
            Registers registers,
            TendItem tending,
            Certificates certificates,
            Jurisdiction jurisdiction,
            Areas areas,
            Clock clock) {
        this.papers = papers;
        this.registers = registers;
        this.tending = tending;
        this.certificates = certificates;
        this.jurisdiction = jurisdiction;
        this.areas = areas;
        this.clock = clock;
    }

    /** The list that two parties sign. */
    @GetMapping(ItemPages.PAGE + "/{id}/list")
    @Allowed({Role.COMMISSION, Role.MANAGER})
    ResponseEntity<byte[]> list(Actor actor, @PathVariable String id, @RequestParam(defaultValue = "PDF") As as) {
        Item item = tending.require(actor, PublicId.parse(id).orElseThrow(UNKNOWN::asException));
        if (!Signing.signs(registers.of(item))) {
            throw UNKNOWN.asException();
        }
        return file(papers.list(item), item.number(), as, certificates.code(item));
    }

    /** The certificate, for whoever has its code. */
    @GetMapping("/public/certificate")
    @Open
    ResponseEntity<byte[]> certificate(@RequestParam String code) {
        Item item = certificates.find(code).orElseThrow(UNKNOWN::asException);
        Publication publication = registers.of(item).publishes();
        if (publication == null || !publication.state().equals(item.state())) {
            throw UNKNOWN.asException();
        }
        return file(papers.certificate(item, publication), item.number(), As.PDF, certificates.code(item));
    }

    @GetMapping(RegisterPages.PAGE + "/{id}/month")
    @Allowed({Role.COMMISSION, Role.HOTLINE})
    ResponseEntity<byte[]> month(
            Actor actor,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String area,
            @RequestParam(defaultValue = "") String month,
            @RequestParam(defaultValue = "DOCX") As as)
            throws IOException {
        Registers.InForce register = registers.require(id);
        Area here = here(actor, area);
        YearMonth of = of(month);
        RegisterPapers.Month found = papers.month(register, here, of);
        String name = register.title() + of;
        return as == As.XLSX ? sheet(found, name) : file(papers.month(register, of, found), name, as, null);
    }

    @GetMapping(RegisterPages.PAGE + "/{id}/bulletin")
    @Allowed(Role.COMMISSION)
    ResponseEntity<byte[]> bulletin(
            Actor actor,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String area,
            @RequestParam(defaultValue = "DOCX") As as) {
        Registers.InForce register = registers.require(id);
        return file(papers.bulletin(register, here(actor, area)), register.title() + "通报", as, null);
    }

    private Area here(Actor actor, String area) {
        return areas.find(jurisdiction.area(Hand.of(actor), area)).orElseThrow(UNKNOWN::asException);
    }

    private YearMonth of(String text) {
        YearMonth now = YearMonth.from(CityTime.today(clock));
        try {
            YearMonth month = text.isEmpty() ? now : YearMonth.parse(text);
            if (month.isAfter(now)) {
                throw NO_MONTH.asException();
            }
            return month;
        } catch (DateTimeException e) {
            throw NO_MONTH.asException();
        }
    }

    private static ResponseEntity<byte[]> file(Document document, String name, As as, @Nullable String code) {
        if (as == As.DOCX) {
            return answer(document.docx(), name + ".docx", Document.DOCX_TYPE);
        }
        byte[] pdf = code == null ? document.pdf() : document.pdf(new Verification(code, address(code)));
        return answer(pdf, name + ".pdf", Document.PDF_TYPE);
    }

    private static String address(String code) {
        return ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/public/check")
                .queryParam("code", code)
                .toUriString();
    }

    private static ResponseEntity<byte[]> sheet(RegisterPapers.Month month, String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SheetWriter sheet =
                SheetWriter.to(bytes, SheetFormat.XLSX, List.of("区划或单位", "登记", "办结", "按期率", "未办结", "逾期"))) {
            sheet.row(List.copyOf(month.whole().cells().values()));
            for (RegisterPapers.Line line : month.places()) {
                sheet.row(List.copyOf(line.cells().values()));
            }
            for (RegisterPapers.Line line : month.units()) {
                sheet.row(List.copyOf(line.cells().values()));
            }
        }
        return answer(bytes.toByteArray(), name + ".xlsx", SheetFormat.XLSX.contentType());
    }

    private static ResponseEntity<byte[]> answer(byte[] content, String name, String type) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .header(HttpHeaders.CONTENT_DISPOSITION, Download.named(name))
                .body(content);
    }
}
