package org.kangcheng.document;

/** 文书: one that was made; both forms say the same. */
public final class Document {
    public static final String DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    public static final String PDF_TYPE = "application/pdf";

    private final String title;
    private final WordFile word;
    private final PdfPress press;

    Document(String title, WordFile word, PdfPress press) {
        this.title = title;
        this.word = word;
        this.press = press;
    }

    /** For Word and WPS. */
    public byte[] docx() {
        return word.bytes();
    }

    public byte[] pdf() {
        return press.print(new Pages(word, title, null).fo(), title);
    }

    /** With the code and its QR code at the foot of each page. */
    public byte[] pdf(Verification verification) {
        return press.print(new Pages(word, title, verification).fo(), title);
    }
}
