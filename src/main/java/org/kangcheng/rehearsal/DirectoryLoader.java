package org.kangcheng.rehearsal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Lays a {@link GeneratedDirectory} into the database, in the caller's transaction. */
final class DirectoryLoader {
    private DirectoryLoader() {}

    static void load(GeneratedDirectory directory, Connection connection) throws SQLException {
        institutions(directory, connection);
        departments(directory, connection);
        practitioners(directory, connection);
        readingPoints(directory, connection);
        zones(connection);
    }

    /** 功能区: what lies in a zone's towns is the zone's. */
    private static void zones(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    update directory.institution i set management_unit = m.unit
                      from directory.management_area m where i.area_code like m.town || '%'
                    """);
        }
    }

    private static void institutions(GeneratedDirectory directory, Connection connection) throws SQLException {
        try (Copy copy = new Copy(
                connection,
                "directory.institution (institution_id, code, name, kind, category, level, area_code, address)")) {
            directory.institutions.forEach(it -> copy.row(
                    it.institutionId(),
                    it.code(),
                    it.name(),
                    it.kind().name(),
                    it.category(),
                    it.level(),
                    it.areaCode(),
                    "虚构地址 " + it.institutionId() % 200 + " 号"));
        }
    }

    private static void departments(GeneratedDirectory directory, Connection connection) throws SQLException {
        try (Copy copy = new Copy(
                connection,
                "directory.department (institution_id, department_id, name, subject_code, kind, takes_numbers)")) {
            directory.departments.forEach(it -> copy.row(
                    it.institutionId(),
                    it.departmentId(),
                    it.name(),
                    it.subjectCode(),
                    it.kind().name(),
                    it.takesNumbers()));
        }
    }

    private static void practitioners(GeneratedDirectory directory, Connection connection) throws SQLException {
        try (Copy copy = new Copy(
                connection,
                "directory.practitioner (institution_id, practitioner_id, department_id, code, name, title, expert)")) {
            directory.practitioners.forEach(it -> copy.row(
                    it.institutionId(),
                    it.practitionerId(),
                    it.departmentId(),
                    it.code(),
                    it.name(),
                    it.title(),
                    it.expert()));
        }
    }

    private static void readingPoints(GeneratedDirectory directory, Connection connection) throws SQLException {
        try (Copy copy = new Copy(
                connection,
                "directory.reading_point (institution_id, reading_point_id, department_id, name, care_step, channel)")) {
            directory.readingPoints.forEach(it -> copy.row(
                    it.institutionId(),
                    it.readingPointId(),
                    it.departmentId(),
                    it.name(),
                    it.step().name(),
                    it.channel().name()));
        }
    }
}
