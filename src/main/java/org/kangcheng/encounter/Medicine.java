package org.kangcheng.encounter;

import java.util.List;
import org.kangcheng.kernel.Fen;

/**
 * 药品, by the pack.
 *
 * @param dosage the usual one, which the doctor may change
 * @param allergens words by which a recorded allergy to it is recognised
 */
public record Medicine(
        String code,
        String name,
        String form,
        String pack,
        String route,
        String dosage,
        Fen price,
        List<String> allergens) {}
