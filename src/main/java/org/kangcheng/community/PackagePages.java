package org.kangcheng.community;

import java.util.List;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.UnsoundException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 服务包: those in force, and a newer version or another one. */
@Controller
@Allowed(Role.COMMISSION)
class PackagePages {
    private static final String PAGE = FamilyDoctorPages.PAGE + "/packages";

    private final Packages packages;

    PackagePages(Packages packages) {
        this.packages = packages;
    }

    @GetMapping(PAGE)
    String all(@RequestParam(defaultValue = ServicePackage.BASIC) String like, Model model) {
        Optional<String> aside = packages.setAside().stream()
                .filter(it -> (it.id() + "@" + it.version()).equals(like))
                .map(Packages.SetAside::text)
                .findFirst();
        String text = aside.or(() -> inForce(like)).orElse("");
        return page(text, List.of(), model);
    }

    private Optional<String> inForce(String like) {
        return packages.all().stream()
                .filter(it -> it.id().equals(like))
                .map(it -> it.definition().text())
                .findFirst();
    }

    @PostMapping(PAGE)
    String putInForce(Actor actor, @RequestParam String text, Model model) {
        try {
            packages.putInForce(actor, text);
        } catch (UnsoundException e) {
            return page(text, e.findings(), model);
        }
        return "redirect:" + PAGE;
    }

    private String page(String text, List<Finding> findings, Model model) {
        model.addAttribute("packages", packages.all());
        model.addAttribute("aside", packages.setAside());
        model.addAttribute("text", text);
        model.addAttribute("findings", findings);
        return "community/packages";
    }
}
