package org.kangcheng.portal;

import java.util.List;
import java.util.stream.Collectors;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.directory.ManagementUnit;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.terminology.Subjects;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The directory to walk through: from the city down to a village, from an institution down to a reading point. */
@Controller
@Allowed({Role.DIRECTORY_OFFICER, Role.COMMISSION})
class DirectoryPages {
    private static final int PAGE = 50;
    private static final String CITY = "3715";

    private final Areas areas;
    private final Institutions institutions;

    DirectoryPages(Areas areas, Institutions institutions) {
        this.areas = areas;
        this.institutions = institutions;
    }

    @GetMapping("/staff/directory")
    String area(
            Actor actor,
            @RequestParam(defaultValue = CITY) String area,
            @RequestParam(defaultValue = "0") long after,
            Model model) {
        Area here =
                areas.find(area).orElseThrow(() -> Refusal.notFound("没有这个行政区划。").asException());
        List<Institution> found = institutions.inArea(area, after, PAGE + 1);
        model.addAttribute("maintains", actor.is(Role.DIRECTORY_OFFICER));
        model.addAttribute("here", here);
        model.addAttribute("path", areas.above(here));
        model.addAttribute("children", areas.children(area));
        model.addAttribute("units", CITY.equals(area) ? areas.managementUnits() : List.of());
        model.addAttribute("institutions", found.subList(0, Math.min(PAGE, found.size())));
        model.addAttribute("next", found.size() > PAGE ? found.get(PAGE - 1).institutionId() : null);
        return "portal/directory";
    }

    /** 功能区: its towns, and the institutions that it manages as a county would. */
    @GetMapping("/staff/directory/zones/{code}")
    String zone(@PathVariable String code, @RequestParam(defaultValue = "0") long after, Model model) {
        ManagementUnit unit = areas.managementUnit(code)
                .orElseThrow(() -> Refusal.notFound("没有这个功能区。").asException());
        List<Institution> found = institutions.inUnit(code, after, PAGE + 1);
        model.addAttribute("unit", unit);
        model.addAttribute("institutions", found.subList(0, Math.min(PAGE, found.size())));
        model.addAttribute("next", found.size() > PAGE ? found.get(PAGE - 1).institutionId() : null);
        return "portal/zone";
    }

    @GetMapping("/staff/directory/{institutionId}")
    String institution(@PathVariable long institutionId, Model model) {
        Institution institution = institutions
                .find(institutionId)
                .orElseThrow(() -> Refusal.notFound("没有这个机构。").asException());
        List<Department> departments = institutions.departments(institutionId);
        model.addAttribute("institution", institution);
        model.addAttribute("place", areas.path(institution.areaCode()));
        model.addAttribute("departments", departments);
        model.addAttribute(
                "subjects",
                departments.stream()
                        .map(Department::subjectCode)
                        .distinct()
                        .collect(Collectors.toMap(
                                code -> code, code -> Subjects.name(code).orElse(""))));
        model.addAttribute(
                "departmentNames",
                departments.stream().collect(Collectors.toMap(Department::departmentId, Department::name)));
        model.addAttribute("practitioners", institutions.practitioners(institutionId));
        model.addAttribute("points", institutions.readingPoints(institutionId));
        return "portal/institution";
    }
}
