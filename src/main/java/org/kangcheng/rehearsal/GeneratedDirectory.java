package org.kangcheng.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Practitioner;
import org.kangcheng.terminology.CareChannel;
import org.kangcheng.terminology.CareStep;

/**
 * The invented institutions on the city's real map: 38 hospitals of level 2 and above, 140 primary institutions (one a
 * town, and four community centres), a clinic in each village; their departments, practitioners and reading points. The
 * same seed gives the same directory.
 */
final class GeneratedDirectory {
    record ReadingPoint(
            long institutionId,
            long readingPointId,
            @Nullable Long departmentId,
            String name,
            CareStep step,
            CareChannel channel) {}

    /** @param subject the national 4-digit code of the subject */
    private record Subject(String code, String name, int practitioners) {}

    private static final List<Subject> HOSPITAL_CLINICS = List.of(
            new Subject("0300", "内科", 4),
            new Subject("0302", "消化内科", 3),
            new Subject("0304", "心血管内科", 4),
            new Subject("0307", "内分泌科", 3),
            new Subject("0303", "神经内科", 3),
            new Subject("0400", "外科", 4),
            new Subject("0403", "骨科", 3),
            new Subject("0500", "妇产科", 3),
            new Subject("0700", "儿科", 3),
            new Subject("1000", "眼科", 2),
            new Subject("1200", "口腔科", 2),
            new Subject("5000", "中医科", 2));
    private static final List<Subject> PRIMARY_CLINICS = List.of(
            new Subject("0200", "全科医疗科", 3),
            new Subject("5000", "中医科", 1),
            new Subject("0500", "妇产科", 1),
            new Subject("0700", "儿科", 1));
    private static final List<String> TITLES = List.of("主任医师", "副主任医师", "主治医师", "医师");
    private static final List<String> COUNTY_HOSPITALS = List.of("人民医院", "中医院", "妇幼保健院");
    private static final List<String> CITY_HOSPITALS = List.of(
            "市第一人民医院", "市第二人民医院", "市第三人民医院", "市第四人民医院", "市中医医院", "市妇幼保健院", "市儿童医院", "市肿瘤医院", "市眼科医院", "市口腔医院", "市传染病医院",
            "市精神卫生中心", "市康复医院", "市骨科医院");
    private static final int PRIMARY_TOTAL = 140;

    final List<Institution> institutions = new ArrayList<>();
    final List<Department> departments = new ArrayList<>();
    final List<Practitioner> practitioners = new ArrayList<>();
    final List<ReadingPoint> readingPoints = new ArrayList<>();

    private final RandomGenerator random;
    private long lastId = 1_000_000;

    GeneratedDirectory(long seed, List<Area> areas) {
        this.random = new SplittableRandom(seed);
        List<Area> counties = at(areas, Area.Level.COUNTY);
        List<Area> towns = at(areas, Area.Level.TOWN);
        CITY_HOSPITALS.forEach(name -> hospital("康城" + name, name.contains("人民医院") ? "33" : "31", towns.getFirst()));
        for (Area county : counties) {
            Area seat = towns.stream()
                    .filter(town -> county.code().equals(town.parent()))
                    .findFirst()
                    .orElseThrow();
            COUNTY_HOSPITALS.forEach(kind -> hospital(county.name() + kind + "(虚构)", "22", seat));
        }
        towns.forEach(this::townshipHospital);
        for (int extra = towns.size(); extra < PRIMARY_TOTAL; extra++) {
            primary(towns.get(extra % 8).name() + "第二社区卫生服务中心", "B100", towns.get(extra % 8));
        }
        at(areas, Area.Level.VILLAGE).forEach(this::villageClinic);
    }

    private static List<Area> at(List<Area> areas, Area.Level level) {
        return areas.stream().filter(area -> area.level() == level).toList();
    }

    private void hospital(String name, String level, Area seat) {
        String category = name.contains("中医") ? "A210" : "A100";
        Institution hospital = institution(name, Institution.Kind.HOSPITAL, category, level, seat);
        HOSPITAL_CLINICS.forEach(subject -> clinic(hospital, subject));
        department(hospital, "血液透析室", "0306", Department.Kind.CLINIC, false, 1);
        services(hospital, 2);
        point(hospital, null, "住院处", CareStep.WARD);
    }

    private void townshipHospital(Area town) {
        boolean street = town.name().endsWith("街道") || town.name().contains("街道办");
        String name = street ? town.name().replace("办事处", "") + "社区卫生服务中心" : town.name() + "卫生院";
        primary(name, street ? "B100" : "C220", town);
    }

    private void primary(String name, String category, Area town) {
        Institution primary = institution(name, Institution.Kind.PRIMARY, category, "12", town);
        PRIMARY_CLINICS.forEach(subject -> clinic(primary, subject));
        department(primary, "预防保健科", "0100", Department.Kind.CLINIC, false, 1);
        services(primary, 1);
    }

    private void villageClinic(Area village) {
        String place = village.name().replaceAll("(村民委员会|居民委员会|村委会|居委会)$", "");
        Institution clinic = institution(
                place + (village.name().contains("居") ? "社区卫生服务站" : "村卫生室"),
                Institution.Kind.VILLAGE_CLINIC,
                "D600",
                "00",
                village);
        Department room = department(clinic, "全科诊室", "0200", Department.Kind.CLINIC, false, 1);
        point(clinic, room.departmentId(), "诊室", CareStep.CONSULTATION);
    }

    private Institution institution(String name, Institution.Kind kind, String category, String level, Area area) {
        long id = ++lastId;
        Institution made = new Institution(id, "KC" + id, name, kind, category, level, area.code());
        institutions.add(made);
        return made;
    }

    private void clinic(Institution at, Subject subject) {
        Department room =
                department(at, subject.name(), subject.code(), Department.Kind.CLINIC, true, subject.practitioners());
        point(at, room.departmentId(), subject.name() + "诊室", CareStep.CONSULTATION);
    }

    private void services(Institution at, int counters) {
        for (int counter = 1; counter <= counters; counter++) {
            point(at, null, "挂号收费 " + counter + " 号窗口", CareStep.REGISTRATION);
        }
        point(at, null, "收费窗口", CareStep.PAYMENT);
        Department laboratory = department(at, "检验科", "3000", Department.Kind.LABORATORY, false, 2);
        point(at, laboratory.departmentId(), "检验科采样处", CareStep.EXAMINATION);
        Department pharmacy = department(at, "药剂科", "9901", Department.Kind.PHARMACY, false, 2);
        point(at, pharmacy.departmentId(), "药房发药窗口", CareStep.PHARMACY);
    }

    private Department department(
            Institution at, String name, String subject, Department.Kind kind, boolean takesNumbers, int people) {
        Department made = new Department(at.institutionId(), ++lastId, name, subject, kind, takesNumbers);
        departments.add(made);
        for (int n = 0; n < people; n++) {
            practitioner(made, n);
        }
        return made;
    }

    private void practitioner(Department in, int rank) {
        long id = ++lastId;
        String name = Names.surname(random) + Names.given(random.nextBoolean(), random);
        boolean clinical = in.kind() == Department.Kind.CLINIC;
        String title = clinical ? TITLES.get(Math.min(rank, 3)) : "技师";
        practitioners.add(new Practitioner(
                in.institutionId(),
                id,
                in.departmentId(),
                "D" + id,
                name,
                title,
                clinical && rank == 0 && in.takesNumbers()));
    }

    private void point(Institution at, @Nullable Long departmentId, String name, CareStep step) {
        CareChannel channel = step == CareStep.CONSULTATION ? CareChannel.CONSULTING_ROOM : CareChannel.COUNTER;
        readingPoints.add(new ReadingPoint(at.institutionId(), ++lastId, departmentId, name, step, channel));
    }
}
