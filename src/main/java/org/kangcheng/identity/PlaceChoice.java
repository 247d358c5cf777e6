package org.kangcheng.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Chooses a village in three steps: county, town, village; each step brings the next one's choices. */
@Controller
class PlaceChoice {
    private static final String CITY = "3715";
    private static final int COUNTY_CODE = 6;
    private static final int TOWN_CODE = 9;

    private final Areas areas;

    PlaceChoice(Areas areas) {
        this.areas = areas;
    }

    @Allowed({Role.RESIDENT, Role.UNPROVED_RESIDENT})
    @GetMapping("/m/areas")
    String forResident(
            @RequestParam(defaultValue = "") String county, @RequestParam(defaultValue = "") String town, Model model) {
        offer(model, county, town, "");
        return "identity/areas :: mobile";
    }

    @Allowed({Role.REGISTRAR, Role.CARD_OFFICER, Role.STEWARD})
    @GetMapping("/staff/areas")
    String forStaff(
            @RequestParam(defaultValue = "") String county, @RequestParam(defaultValue = "") String town, Model model) {
        offer(model, county, town, "");
        return "identity/areas :: staff";
    }

    /** As chosen before: a form that comes back, a person who lives there. */
    void offer(Model model, @Nullable String village) {
        String code = village == null ? "" : village;
        offer(model, head(code, COUNTY_CODE), head(code, TOWN_CODE), code);
    }

    private void offer(Model model, String county, String town, String village) {
        boolean within = !county.isEmpty() && town.startsWith(county);
        model.addAttribute("counties", areas.children(CITY));
        model.addAttribute("towns", county.isEmpty() ? List.<Area>of() : areas.children(county));
        model.addAttribute("villages", within ? areas.children(town) : List.<Area>of());
        model.addAttribute("county", county);
        model.addAttribute("town", within ? town : "");
        model.addAttribute("village", village);
    }

    private static String head(String code, int length) {
        return code.length() < length ? "" : code.substring(0, length);
    }
}
