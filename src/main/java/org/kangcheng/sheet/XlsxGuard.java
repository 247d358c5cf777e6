package org.kangcheng.sheet;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Looks through a whole workbook before its reader may: by streaming, so that no size it claims or hides matters. It opens
 * the archive with the same library as the reader, so that both see the same parts.
 */
final class XlsxGuard {
    private static final XMLInputFactory XML = factory();

    private long unpacked;

    private XlsxGuard() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    static void inspect(Path file) throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
            if (entries.size() > SheetLimits.ZIP_ENTRIES) {
                throw SheetRefusals.BOMB.asException();
            }
            XlsxGuard guard = new XlsxGuard();
            Set<String> names = new HashSet<>();
            for (ZipArchiveEntry entry : entries) {
                // Two parts of one name: two readers may each take another.
                if (!names.add(entry.getName())) {
                    throw SheetRefusals.BROKEN.asException();
                }
                guard.inspect(zip, entry);
            }
        }
    }

    private void inspect(ZipFile zip, ZipArchiveEntry entry) throws IOException {
        try (InputStream part = new Metered(zip.getInputStream(entry), entry)) {
            if (entry.getName().endsWith(".xml") || entry.getName().endsWith(".rels")) {
                inspectXml(part);
            }
            part.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void inspectXml(InputStream part) throws IOException {
        try {
            XMLStreamReader reader = XML.createXMLStreamReader(part);
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw SheetRefusals.DTD.asException();
                    case XMLStreamConstants.START_ELEMENT -> inspectCell(reader);
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException io) {
                throw io;
            }
            throw SheetRefusals.BROKEN.asException();
        }
    }

    /** A cell far to the right costs its reader memory for all that lie before it. */
    private static void inspectCell(XMLStreamReader reader) {
        if ("c".equals(reader.getLocalName())) {
            String reference = reader.getAttributeValue(null, "r");
            if (reference != null && column(reference) > SheetLimits.COLUMNS) {
                throw SheetRefusals.TOO_MANY_COLUMNS.asException();
            }
        }
    }

    /** The number of the column in a reference: 1 for A7, 27 for AA7. Stops counting where it is too far anyway. */
    private static int column(String reference) {
        int column = 0;
        for (int at = 0; at < reference.length() && column <= SheetLimits.COLUMNS; at++) {
            char letter = Character.toUpperCase(reference.charAt(at));
            if (letter < 'A' || letter > 'Z') {
                break;
            }
            column = column * 26 + letter - 'A' + 1;
        }
        return column;
    }

    /** Counts what really comes out, for the part and for the whole archive. */
    private final class Metered extends FilterInputStream {
        private final long packed;
        private final long limit;
        private long out;

        Metered(InputStream in, ZipArchiveEntry entry) {
            super(in);
            this.packed = Math.max(1, entry.getCompressedSize());
            this.limit = entry.getName().endsWith("sharedStrings.xml")
                    ? SheetLimits.SHARED_STRINGS_BYTES
                    : SheetLimits.UNPACKED_BYTES;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = super.read(buffer, from, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) {
            out += bytes;
            unpacked += bytes;
            boolean steep = out > SheetLimits.RATIO_FROM_BYTES && out / packed > SheetLimits.RATIO;
            if (steep || out > limit || unpacked > SheetLimits.UNPACKED_BYTES) {
                throw SheetRefusals.BOMB.asException();
            }
        }
    }
}
