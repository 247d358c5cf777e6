package org.kangcheng.sheet;

import java.util.Locale;

/** The two forms in which tables come and go. */
public enum SheetFormat {
    XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    CSV("csv", "text/csv;charset=UTF-8");

    private final String extension;
    private final String contentType;

    SheetFormat(String extension, String contentType) {
        this.extension = extension;
        this.contentType = contentType;
    }

    /** That a file's name speaks of; whether its content agrees is found when it is opened. */
    public static SheetFormat of(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".csv") ? CSV : XLSX;
    }

    public String extension() {
        return extension;
    }

    public String contentType() {
        return contentType;
    }
}
