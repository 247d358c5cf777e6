package org.kangcheng.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.programme.DutyTable.Duty;
import org.kangcheng.programme.VillageTaskTable.Row;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Does what a programme has for everybody, a village at a time. */
@Component
class VillageTasks {
    private final VillageTaskTable tasks;
    private final EndProgrammes endProgrammes;
    private final Programmes programmes;
    private final WorkTable work;
    private final SubjectTable subjects;
    private final DutyTable duties;
    private final PersonReading reading;
    private final Reckoning reckoning;
    private final Counting counting;
    private final Clock clock;

    VillageTasks(
            VillageTaskTable tasks,
            EndProgrammes endProgrammes,
            Programmes programmes,
            WorkTable work,
            SubjectTable subjects,
            DutyTable duties,
            PersonReading reading,
            Reckoning reckoning,
            Counting counting,
            Clock clock) {
        this.tasks = tasks;
        this.endProgrammes = endProgrammes;
        this.programmes = programmes;
        this.work = work;
        this.subjects = subjects;
        this.duties = duties;
        this.reading = reading;
        this.reckoning = reckoning;
        this.counting = counting;
        this.clock = clock;
    }

    /** One village of one task. @return whether there was one */
    @Transactional
    public boolean next() {
        Optional<Row> task = tasks.take();
        task.ifPresent(row -> {
            // Another program may have ended it, or put the version in force.
            programmes.reload();
            switch (row.task()) {
                case REDATE -> redate(row.serviceNo(), row.areaCode());
                case END -> endProgrammes.windUp(row.programmeNo(), row.areaCode());
            }
        });
        return task.isPresent();
    }

    private void redate(int serviceNo, String village) {
        LocalDate today = CityTime.today(clock);
        programmes
                .service(serviceNo)
                .ifPresent(service ->
                        work.people(village, serviceNo).forEach(person -> redate(service, serviceNo, person, today)));
    }

    private void redate(Service service, int serviceNo, long person, LocalDate today) {
        Optional<String> area = subjects.lockArea(person);
        Optional<Duty> has = duties.find(person, serviceNo);
        Optional<PersonFacts> facts = reading.of(person, today);
        if (area.isEmpty() || has.isEmpty() || facts.isEmpty()) {
            return;
        }
        Optional<Duty> shall = reckoning.again(facts.get(), service, has.get(), today);
        if (shall.equals(has)) {
            return;
        }
        counting.remove(area.get(), has.get());
        shall.ifPresentOrElse(
                duty -> {
                    duties.save(area.get(), duty);
                    counting.add(area.get(), duty);
                },
                () -> duties.delete(area.get(), has.get()));
    }
}
