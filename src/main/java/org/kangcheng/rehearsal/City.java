package org.kangcheng.rehearsal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.kangcheng.directory.Areas;
import org.kangcheng.programme.ShippedProgrammes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The generated city: what a start without real data stands on. */
@Component
public class City {
    private final Areas areas;
    private final PeopleLoad people;
    private final SessionLoad sessions;
    private final LoadState state;
    private final ProgrammeFacts facts;
    private final FamilyDoctors familyDoctors;
    private final Neighbours neighbours;
    private final ShippedProgrammes programmes;
    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final TransactionTemplate transaction;

    City(
            Areas areas,
            PeopleLoad people,
            SessionLoad sessions,
            LoadState state,
            ProgrammeFacts facts,
            FamilyDoctors familyDoctors,
            Neighbours neighbours,
            ShippedProgrammes programmes,
            JdbcClient jdbc,
            DataSource dataSource,
            TransactionTemplate transaction) {
        this.areas = areas;
        this.people = people;
        this.sessions = sessions;
        this.state = state;
        this.facts = facts;
        this.familyDoctors = familyDoctors;
        this.neighbours = neighbours;
        this.programmes = programmes;
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        this.transaction = transaction;
    }

    /** The whole directory with invented institutions; once. */
    public void ensureDirectory() {
        transaction.executeWithoutResult(status -> {
            if (!jdbc.sql("select exists (select from directory.institution)")
                    .query(Boolean.class)
                    .single()) {
                GeneratedDirectory directory = new GeneratedDirectory(CityPlan.SEED, List.copyOf(areas.all()));
                inTransaction(connection -> DirectoryLoader.load(directory, connection));
            }
        });
    }

    /**
     * The people and their cards, if nobody is there yet. A city that stands already stays as it is, and one that real
     * people have entered is left alone.
     */
    void ensurePeople(CityPlan plan) {
        Optional<CityPlan> loaded = state.loaded();
        if (loaded.isPresent() || plan.people() == 0 || state.peopleOfOthers()) {
            return;
        }
        try {
            people.run(plan);
            facts.load();
            if (state.loaded().isPresent()) {
                familyDoctors.load(DemoResidents.of(plan, areas).stream()
                        .map(Resident::personKey)
                        .toList());
                neighbours.load();
            }
            programmes.peopleLoaded();
        } catch (SQLException e) {
            throw new IllegalStateException("the city could not be loaded", e);
        }
    }

    /** The weekly plan of every institution, and sessions for those of the next days that have none. */
    void ensureSessions(CityPlan plan) {
        transaction.executeWithoutResult(status -> inTransaction(
                connection -> sessions.into(connection, state.loaded().orElse(plan))));
    }

    private interface Load {
        void into(Connection connection) throws SQLException;
    }

    private void inTransaction(Load load) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            load.into(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
