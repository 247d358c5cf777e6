package org.kangcheng;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.core.ApplicationModules;

/** The walls of the house: who may know whom. */
class HouseTests {
    @Test
    void noModuleKnowsWhatStandsAboveIt() {
        ApplicationModules.of(Kangcheng.class).verify();
    }

    /** A stream of rows holds its connection until it is closed; outside a transaction, one that is not closed is lost. */
    @Test
    void rowsAreReadAsLists() {
        noClasses()
                .should()
                .callMethod(JdbcClient.MappedQuerySpec.class, "stream")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackagesOf(Kangcheng.class));
    }
}
