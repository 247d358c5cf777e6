package org.kangcheng.document;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.sax.SAXResult;
import javax.xml.transform.stream.StreamSource;
import org.apache.fop.apps.FOPException;
import org.apache.fop.apps.FOUserAgent;
import org.apache.fop.apps.FopConfParser;
import org.apache.fop.apps.FopFactory;
import org.apache.xmlgraphics.io.Resource;
import org.apache.xmlgraphics.io.ResourceResolver;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xml.sax.SAXException;

/**
 * Lays pages out as PDF/A-2b, for keeping: every glyph that is used is in the file. The font comes with the program, so that a
 * PDF looks the same whatever the machine has; it is read when the first document is made.
 */
@Component
class PdfPress {
    // Shaping would turn 生 into the radical ⽣ that shares its glyph: nobody could search the PDF for it.
    private static final String CONFIGURATION = """
            <fop version="1.0"><complex-scripts disabled="true"/><use-cache>false</use-cache><strict-configuration>true</strict-configuration><table-border-overpaint>true</table-border-overpaint>
            <renderers><renderer mime="application/pdf"><pdf-a-mode>PDF/A-2b</pdf-a-mode><fonts>
            <font embed-url="kangcheng:/fonts/NotoSansSC-Regular.ttf"><font-triplet name="Noto Sans SC" style="normal" weight="normal"/></font>
            <font embed-url="kangcheng:/fonts/NotoSansSC-Bold.ttf"><font-triplet name="Noto Sans SC" style="normal" weight="bold"/></font>
            </fonts></renderer></renderers></fop>
            """;

    private final Clock clock;
    private volatile @Nullable FopFactory factory;

    PdfPress(Clock clock) {
        this.clock = clock;
    }

    byte[] print(String fo, String title) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            FOUserAgent agent = factory().newFOUserAgent();
            agent.setTitle(title);
            agent.setProducer("Kangcheng");
            agent.setCreator("Kangcheng");
            agent.setCreationDate(Date.from(clock.instant()));
            TransformerFactory.newDefaultInstance()
                    .newTransformer()
                    .transform(
                            new StreamSource(new StringReader(fo)),
                            new SAXResult(agent.newFop("application/pdf", out).getDefaultHandler()));
        } catch (FOPException | TransformerException e) {
            throw new IllegalStateException("a document could not be laid out", e);
        }
        return out.toByteArray();
    }

    private FopFactory factory() {
        FopFactory made = factory;
        if (made == null) {
            made = build();
            factory = made;
        }
        return made;
    }

    private static FopFactory build() {
        try {
            return new FopConfParser(
                            new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.UTF_8)),
                            URI.create("kangcheng:/"),
                            new Shipped())
                    .getFopFactoryBuilder()
                    .build();
        } catch (SAXException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads what the program brings along, and nothing else: no address, no file of the machine. */
    private static final class Shipped implements ResourceResolver {
        @Override
        public Resource getResource(URI uri) throws IOException {
            InputStream found =
                    "kangcheng".equals(uri.getScheme()) ? PdfPress.class.getResourceAsStream(uri.getPath()) : null;
            if (found == null) {
                throw new IOException("not read: " + uri);
            }
            return new Resource(found);
        }

        @Override
        public OutputStream getOutputStream(URI uri) throws IOException {
            throw new IOException("not written: " + uri);
        }
    }
}
