package org.kangcheng.encounter;

import java.util.List;
import org.kangcheng.identity.Sex;
import org.kangcheng.kernel.Fen;

/** 检验项目: a test that can be ordered, and what it measures. */
public record LaboratoryTest(
        String code, String name, String loinc, String specimen, Fen price, List<Analyte> analytes) {

    /** What is measured of a person of this sex: those whose range is for everybody, or for the person's own sex. */
    public List<Analyte> analytesFor(Sex sex) {
        Sex ranges = sex == Sex.FEMALE ? Sex.FEMALE : Sex.MALE;
        return analytes.stream()
                .filter(analyte -> analyte.sex() == null || analyte.sex() == ranges)
                .toList();
    }
}
