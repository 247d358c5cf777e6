package org.kangcheng.access;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 接口账号: the programs of institutions that may knock at the doors. A secret is shown once, on the answer alone. */
@Controller
class ClientPages {
    private static final int PAGE = 50;
    private static final int SECRET_BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个接口账号。");

    private final Clients clients;
    private final Workplaces workplaces;
    private final Institutions institutions;
    private final ChangeLog changes;

    ClientPages(Clients clients, Workplaces workplaces, Institutions institutions, ChangeLog changes) {
        this.clients = clients;
        this.workplaces = workplaces;
        this.institutions = institutions;
        this.changes = changes;
    }

    @Allowed({Role.SYSTEM_ADMIN, Role.AUDITOR})
    @GetMapping("/staff/clients")
    String list(
            Actor actor,
            @RequestParam(defaultValue = "") String after,
            @RequestParam @Nullable String county,
            @RequestParam @Nullable Long institution,
            Model model) {
        List<Clients.Listed> found = clients.list(after, PAGE + 1);
        List<Clients.Listed> page = found.subList(0, Math.min(PAGE, found.size()));
        model.addAttribute("clients", page);
        model.addAttribute(
                "institutions",
                institutions.names(page.stream()
                        .map(Clients.Listed::institutionId)
                        .filter(Objects::nonNull)
                        .toList()));
        model.addAttribute("next", found.size() > PAGE ? found.get(PAGE - 1).clientId() : null);
        model.addAttribute("choice", workplaces.choice(county, institution, null));
        model.addAttribute("canCreate", actor.is(Role.SYSTEM_ADMIN));
        return "access/clients";
    }

    /** @param institution null for the city's own program, which may read everybody's filings */
    @Allowed(Role.SYSTEM_ADMIN)
    @PostMapping("/staff/clients")
    @Transactional
    public String register(
            Actor actor,
            @RequestParam String clientId,
            @RequestParam String name,
            @RequestParam @Nullable Long institution,
            @RequestParam(defaultValue = "false") boolean cityWide,
            Model model) {
        if (!clientId.matches("[a-z0-9][a-z0-9-]{2,39}")) {
            throw Refusal.rule("client-id-unfit", "接口账号须为 3 至 40 个小写字母、数字或连字符。").asException();
        }
        if (cityWide == (institution != null)) {
            throw Refusal.rule("client-scope-unfit", "请选择一家机构,或者勾选“全市接口”,两者选一。").asException();
        }
        workplaces.require(new Workplaces.Workplace(institution, null, null, null));
        if (!clients.add(clientId, institution, name.strip(), cityWide)) {
            throw Refusal.conflict("client-id-taken", "接口账号“" + clientId + "”已被使用。")
                    .asException();
        }
        changes.append(actor, "登记接口账号", clientId, name.strip());
        return withNewSecret(actor, clientId, model);
    }

    @Allowed(Role.SYSTEM_ADMIN)
    @PostMapping("/staff/clients/{clientId}/secret")
    @Transactional
    public String renew(Actor actor, @PathVariable String clientId, Model model) {
        changes.append(actor, "更换接口密钥", clientId, "");
        return withNewSecret(actor, clientId, model);
    }

    @Allowed(Role.SYSTEM_ADMIN)
    @PostMapping("/staff/clients/{clientId}/disabled")
    @Transactional
    public String disable(Actor actor, @PathVariable String clientId, @RequestParam boolean disabled) {
        if (!clients.setDisabled(clientId, disabled)) {
            throw UNKNOWN.asException();
        }
        changes.append(actor, disabled ? "停用接口账号" : "启用接口账号", clientId, "");
        return "redirect:/staff/clients";
    }

    private String withNewSecret(Actor actor, String clientId, Model model) {
        byte[] random = new byte[SECRET_BYTES];
        RANDOM.nextBytes(random);
        String secret = HexFormat.of().formatHex(random);
        if (!clients.setSecret(clientId, secret)) {
            throw UNKNOWN.asException();
        }
        model.addAttribute("secretOf", clientId);
        model.addAttribute("secret", secret);
        return list(actor, "", null, null, model);
    }
}
