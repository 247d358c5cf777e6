package org.kangcheng.notice;

import java.time.format.DateTimeFormatter;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.CityTime;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 站内通知, as whoever was told sees them. */
@Controller
@Allowed({
    Role.COMMISSION,
    Role.HOTLINE,
    Role.MANAGER,
    Role.VILLAGE_DOCTOR,
    Role.REGISTRAR,
    Role.DOCTOR,
    Role.LABORATORY,
    Role.PHARMACIST,
    Role.SCHEDULER
})
class NoticePages {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    record Line(String at, String title, String path, boolean seen) {}

    private final Notices notices;

    NoticePages(Notices notices) {
        this.notices = notices;
    }

    @Transactional
    @GetMapping("/staff/notices")
    public String all(Actor actor, Model model) {
        model.addAttribute(
                "notices",
                notices.look(actor).stream()
                        .map(it -> new Line(MINUTE.format(CityTime.local(it.at())), it.title(), it.path(), it.seen()))
                        .toList());
        return "notice/all";
    }
}
