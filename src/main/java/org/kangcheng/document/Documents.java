package org.kangcheng.document;

import java.util.Comparator;
import java.util.List;
import org.kangcheng.kernel.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Documents of all kinds, each made from the template that is in force. */
@Component
public class Documents {
    private static final Refusal NO_TEMPLATE = Refusal.notFound("没有这个文书模板。");

    private final List<Template> templates;
    private final TemplateTable table;
    private final PdfPress press;

    Documents(ObjectProvider<Template> templates, TemplateTable table, PdfPress press) {
        this.templates = templates
                .orderedStream()
                .sorted(Comparator.comparing(Template::id))
                .toList();
        this.table = table;
        this.press = press;
    }

    /**
     * Makes one.
     *
     * @param templateId of a {@link Template} that a module publishes
     * @param content each value and table of that template
     */
    public Document make(String templateId, String title, Content content) {
        Template template = require(templateId);
        content.requireAllOf(template);
        WordFile word = inForce(template);
        new Filling(template, content).into(word);
        return new Document(title, word, press);
    }

    List<Template> all() {
        return templates;
    }

    Template require(String id) {
        return templates.stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow(NO_TEMPLATE::asException);
    }

    /** The newest upload; without one, what was shipped. */
    WordFile inForce(Template template) {
        byte[] uploaded =
                table.newest(template.id()).map(TemplateTable.Upload::content).orElse(null);
        return uploaded == null ? shipped(template) : WordFile.open(uploaded);
    }

    static WordFile shipped(Template template) {
        return Blank.shipped(template.id()).word();
    }
}
