package org.kangcheng.document;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.w3c.dom.Element;

/** Pictures in documents. */
public final class Picture {
    private static final int EMU_PER_MM = 36_000;
    private static final int QUIET = 4;

    private Picture() {}

    /** A QR code as PNG, one pixel a module: printers and screens keep its edges sharp at any size. */
    public static byte[] qrCode(String text) {
        try {
            ByteMatrix modules = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
            int side = modules.getWidth() + 2 * QUIET;
            // A few pixels a module: some viewers smooth what they enlarge.
            int pixels = 8;
            BufferedImage image = new BufferedImage(side * pixels, side * pixels, BufferedImage.TYPE_BYTE_BINARY);
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    image.setRGB(x, y, dark(modules, x / pixels - QUIET, y / pixels - QUIET) ? 0 : 0xFFFFFF);
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a code", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean dark(ByteMatrix modules, int x, int y) {
        return x >= 0 && y >= 0 && x < modules.getWidth() && y < modules.getHeight() && modules.get(x, y) == 1;
    }

    /** As it stands in a run. */
    static Element drawing(Content.Value.Picture picture, WordFile word) {
        long width = (long) picture.widthMm() * EMU_PER_MM;
        try {
            BufferedImage image = Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(picture.png())));
            long height = width * image.getHeight() / image.getWidth();
            String relation = word.addPicture(picture.png());
            String number = relation.replaceAll("\\D", "");
            return Xml.parse("""
                    <w:drawing xmlns:w="%s" xmlns:wp="%s" xmlns:a="%s" xmlns:r="%s"
                      xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">
                    <wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%5$d" cy="%6$d"/>
                    <wp:docPr id="9%8$s" name="%7$s"/><a:graphic><a:graphicData
                      uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>
                    <pic:cNvPr id="9%8$s" name="%7$s"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>
                    <a:blip r:embed="%7$s"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>
                    <a:off x="0" y="0"/><a:ext cx="%5$d" cy="%6$d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>
                    </a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>
                    """.formatted(Xml.W, Xml.WP, Xml.A, Xml.R, width, height, relation, number)
                            .getBytes(StandardCharsets.UTF_8))
                    .getDocumentElement();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
