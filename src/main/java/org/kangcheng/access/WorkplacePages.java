package org.kangcheng.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.AccountTable.Account;
import org.kangcheng.access.Workplaces.Workplace;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 工作范围: which institution, department and person of the directory an account stands for, and which area it answers for. */
@Controller
class WorkplacePages {
    private final AccountTable table;
    private final Workplaces workplaces;
    private final ChangeLog changes;

    WorkplacePages(AccountTable table, Workplaces workplaces, ChangeLog changes) {
        this.table = table;
        this.workplaces = workplaces;
        this.changes = changes;
    }

    /** Each choice asks the page again with what can be chosen next; nothing is kept before it is saved. */
    @Allowed(Role.SYSTEM_ADMIN)
    @GetMapping("/staff/accounts/{accountId}/workplace")
    String choose(
            @PathVariable long accountId,
            @RequestParam @Nullable String county,
            @RequestParam @Nullable Long institution,
            @RequestParam(defaultValue = "") List<String> area,
            @RequestParam(defaultValue = "false") boolean changed,
            Model model) {
        Account account = account(accountId);
        Long at = changed ? institution : account.institutionId();
        String answersFor = changed ? Workplaces.deepest(area) : account.areaCode();
        model.addAttribute("account", account);
        model.addAttribute("text", workplaces.text(account.workplace()));
        model.addAttribute("area", answersFor == null ? "" : answersFor);
        model.addAttribute("choice", workplaces.choice(blankToNull(county), at, answersFor));
        return "access/workplace";
    }

    @Allowed(Role.SYSTEM_ADMIN)
    @PostMapping("/staff/accounts/{accountId}/workplace")
    @Transactional
    public String save(
            Actor actor,
            @PathVariable long accountId,
            @RequestParam @Nullable Long institution,
            @RequestParam @Nullable Long department,
            @RequestParam @Nullable Long practitioner,
            @RequestParam @Nullable String area) {
        Account account = account(accountId);
        if (account.privileged()) {
            throw Refusal.rule("administrator-works-nowhere", "管理员账号不绑定机构和辖区。").asException();
        }
        Workplace at = new Workplace(institution, department, practitioner, blankToNull(area));
        workplaces.require(at);
        table.setWorkplace(accountId, at);
        changes.append(actor, "设定工作范围", account.signIn(), workplaces.text(at));
        return "redirect:/staff/accounts";
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private Account account(long accountId) {
        return table.byId(accountId).orElseThrow(AccountPages.UNKNOWN::asException);
    }
}
