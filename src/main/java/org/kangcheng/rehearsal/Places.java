package org.kangcheng.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.directory.Practitioner;
import org.springframework.stereotype.Component;

/** The city's clinics, by institution; some institutions are more sought after than others. */
@Component
class Places {
    /** The share of residents that wants one of the first few hospitals, so that these run out of numbers. */
    private static final int POPULAR_PERCENT = 35;

    private static final int POPULAR = 4;

    private final Institutions institutions;
    private final Map<Long, List<Place>> known = new ConcurrentHashMap<>();

    Places(Institutions institutions) {
        this.institutions = institutions;
    }

    /** The clinics of an institution; the first practitioner of each stands for whoever is on duty. */
    List<Place> of(Institution institution) {
        return known.computeIfAbsent(institution.institutionId(), _ -> read(institution));
    }

    private List<Place> read(Institution institution) {
        Map<Long, List<Practitioner>> staff = institutions.practitioners(institution.institutionId()).stream()
                .collect(Collectors.groupingBy(Practitioner::departmentId));
        List<Place> places = new ArrayList<>();
        for (Department department : institutions.departments(institution.institutionId())) {
            List<Practitioner> here = staff.getOrDefault(department.departmentId(), List.of());
            if (department.kind() == Department.Kind.CLINIC && !here.isEmpty()) {
                places.add(new Place(institution, department, here.getFirst()));
            }
        }
        return places;
    }

    /** A clinic that gives numbers. */
    Place clinic(RandomGenerator random) {
        List<Place> places = of(institution(random)).stream()
                .filter(place -> place.department().takesNumbers())
                .toList();
        return places.get(random.nextInt(places.size()));
    }

    /** A hospital's department that people come to without a number: dialysis. */
    Place withoutNumbers(RandomGenerator random) {
        List<Institution> hospitals = institutions.list(Institution.Kind.HOSPITAL, "");
        return of(hospitals.get(random.nextInt(hospitals.size()))).stream()
                .filter(place -> !place.department().takesNumbers())
                .findFirst()
                .orElseThrow();
    }

    private Institution institution(RandomGenerator random) {
        List<Institution> hospitals = institutions.list(Institution.Kind.HOSPITAL, "");
        int drawn = random.nextInt(100);
        if (drawn < POPULAR_PERCENT) {
            return hospitals.get(random.nextInt(POPULAR));
        }
        List<Institution> wanted = drawn < 80 ? hospitals : institutions.list(Institution.Kind.PRIMARY, "");
        return wanted.get(random.nextInt(wanted.size()));
    }

    /** Where a booked number is seen: by the practitioner who holds the session. */
    Place at(long institutionId, long departmentId, @Nullable Long practitionerId) {
        Place place = of(institutions.find(institutionId).orElseThrow()).stream()
                .filter(it -> it.department().departmentId() == departmentId)
                .findFirst()
                .orElseThrow();
        return institutions.practitioners(institutionId).stream()
                .filter(it -> practitionerId != null && it.practitionerId() == practitionerId)
                .findFirst()
                .map(doctor -> new Place(place.institution(), place.department(), doctor))
                .orElse(place);
    }
}
