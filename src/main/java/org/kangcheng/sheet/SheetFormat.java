package org.kangcheng.sheet;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.kangcheng.kernel.Download;
import org.springframework.http.HttpHeaders;

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

    /**
     * Tells the browser that what follows is a table to keep.
     *
     * @param name of the file, without its extension
     */
    public void attach(HttpServletResponse response, String name) {
        response.setContentType(contentType);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, Download.named(name + "." + extension));
    }
}
