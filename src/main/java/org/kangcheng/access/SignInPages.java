package org.kangcheng.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The two doors for people: staff by name and password, residents by phone and one-time code. */
@Controller
class SignInPages {
    private final PhoneCodes codes;
    private final ResidentAccounts accounts;
    private final ResidentSessions sessions;

    SignInPages(PhoneCodes codes, ResidentAccounts accounts, ResidentSessions sessions) {
        this.codes = codes;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    @Open
    @GetMapping("/sign-in")
    String staff() {
        return "access/sign-in";
    }

    @Open
    @GetMapping("/m/sign-in")
    String resident() {
        return "access/resident-sign-in";
    }

    @Open
    @PostMapping("/m/sign-in/code")
    String sendCode(@RequestParam String phone, Model model) {
        Optional<Refusal> refusal = codes.send(phone.strip());
        model.addAttribute("phone", phone.strip());
        model.addAttribute("sent", refusal.isEmpty());
        refusal.ifPresent(why -> model.addAttribute("problem", why.message()));
        return "access/resident-sign-in";
    }

    @Open
    @PostMapping("/m/sign-in")
    String signIn(
            @RequestParam String phone,
            @RequestParam String code,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!codes.take(phone.strip(), code)) {
            model.addAttribute("phone", phone.strip());
            model.addAttribute("sent", true);
            model.addAttribute("problem", "验证码不正确或已过期。");
            return "access/resident-sign-in";
        }
        sessions.open(accounts.ofPhone(phone.strip()), request, response);
        return "redirect:/m";
    }
}
