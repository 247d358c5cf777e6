package org.kangcheng.access;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.directory.Practitioner;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;

/** Where somebody may work, as an administrator chooses it: from the county down to the person in the directory. */
@Component
class Workplaces {
    static final Refusal UNFIT = Refusal.rule("workplace-unfit", "所选的科室、人员或辖区不属于所选的机构或本市,请重新选择。");
    private static final int MOST = 500;
    private static final String CITY = "3715";

    private final Areas areas;
    private final Institutions institutions;

    Workplaces(Areas areas, Institutions institutions) {
        this.areas = areas;
        this.institutions = institutions;
    }

    /**
     * @param areaCode what the account answers for: the city, a county, a town or a village; null for institutions' staff
     *     whose work knows no area
     */
    record Workplace(
            @Nullable Long institutionId,
            @Nullable Long departmentId,
            @Nullable Long practitionerId,
            @Nullable String areaCode) {}

    /** What can be chosen next, after what has been chosen so far. */
    record Choice(
            List<Area> counties,
            @Nullable String county,
            List<Institution> institutions,
            @Nullable Institution institution,
            List<Department> departments,
            List<Practitioner> practitioners,
            List<Area> towns,
            List<Area> villages) {}

    /** @param area of what the account answers for, as far as it has been chosen */
    Choice choice(@Nullable String county, @Nullable Long institutionId, @Nullable String area) {
        Institution institution =
                institutionId == null ? null : institutions.find(institutionId).orElse(null);
        String in = county != null
                ? county
                : institution == null ? null : institution.areaCode().substring(0, 6);
        String answersFor = area == null ? "" : area;
        return new Choice(
                areas.children(CITY),
                in,
                in == null ? List.of() : institutions.inArea(in, 0, MOST),
                institution,
                institution == null ? List.of() : institutions.departments(institution.institutionId()),
                institution == null ? List.of() : institutions.practitioners(institution.institutionId()),
                below(answersFor, 6),
                below(answersFor, 9));
    }

    private List<Area> below(String area, int length) {
        return area.length() < length ? List.of() : areas.children(area.substring(0, length));
    }

    /** Of county, town and village as chosen: a town of another county than the one now chosen is forgotten. */
    static String deepest(List<String> chosen) {
        String area = chosen.isEmpty() ? "" : chosen.getFirst();
        for (String next : chosen) {
            area = !area.isEmpty() && next.startsWith(area) ? next : area;
        }
        return area;
    }

    /** Refused with {@link #UNFIT} where its parts do not belong together. */
    void require(Workplace at) {
        Long institution = at.institutionId();
        boolean fits = institution == null
                ? at.departmentId() == null && at.practitionerId() == null
                : institutions.find(institution).isPresent()
                        && among(institutions.departments(institution), Department::departmentId, at.departmentId())
                        && among(
                                institutions.practitioners(institution),
                                Practitioner::practitionerId,
                                at.practitionerId());
        String area = at.areaCode();
        if (!fits || (area != null && areas.find(area).isEmpty())) {
            throw UNFIT.asException();
        }
    }

    private static <T> boolean among(List<T> all, Function<T, Long> id, @Nullable Long chosen) {
        return chosen == null || all.stream().anyMatch(one -> Objects.equals(id.apply(one), chosen));
    }

    /** 机构 · 科室 · 人员 · 辖区, as far as there are; for lists and the change log. */
    String text(Workplace at) {
        Long institution = at.institutionId();
        return String.join(
                " · ",
                Stream.of(
                                Optional.ofNullable(institution)
                                        .flatMap(institutions::find)
                                        .map(Institution::name),
                                named(institution, at.departmentId()),
                                Optional.ofNullable(at.areaCode())
                                        .flatMap(areas::find)
                                        .map(Area::name))
                        .flatMap(Optional::stream)
                        .toList());
    }

    private Optional<String> named(@Nullable Long institution, @Nullable Long department) {
        return institution == null || department == null
                ? Optional.empty()
                : institutions.department(institution, department).map(Department::name);
    }
}
