/**
 * 表格: spreadsheets in and out, .xlsx and .csv. What comes in is hostile until shown otherwise: bombs, formulas, entities
 * and wrong types are refused in clear words, a bad row alone and the rest kept; an import goes on after a fault. What goes out cannot run in the reader's
 * spreadsheet program.
 */
@ApplicationModule(displayName = "表格", allowedDependencies = "kernel")
@NullMarked
package org.kangcheng.sheet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
