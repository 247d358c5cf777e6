package org.kangcheng.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The worked example of the national technical specification, and the edges of a document's length. */
class CardIdTests {
    private static final byte[] ROOT = hex("0123456789ABCDEFFEDCBA9876543210");
    private static final byte[] MAIN_INDEX = hex("ABD17E7ED399EF68AB5660155D6E226D2C92EAC3254A4A66BED83AED0ADA1E9E");

    @Test
    void theHoldersKeyIsAsPublished() {
        assertThat(CardId.holderKey(ROOT, MAIN_INDEX)).isEqualTo(hex("86C63180C2806ED1F47B859DE501215B"));
    }

    @Test
    void theCardIdIsAsPublished() {
        assertThat(CardId.derive(ROOT, MAIN_INDEX, "01", "11010020171225006X").hex())
                .isEqualTo("98FF9F2C05145CB9305E9D8A57E072BB51180CA49E5BE5E9D41BCE3A9A571928");
    }

    @Test
    void aShortDocumentStillMakesSixtyFourDigits() {
        assertThat(CardId.derive(ROOT, MAIN_INDEX, "03", "E12345678").hex()).hasSize(64);
    }

    @Test
    void aDocumentOverThirtyBytesDoesNotFit() {
        assertThat(CardId.fits("01", "9".repeat(30))).isTrue();
        assertThat(CardId.fits("01", "9".repeat(31))).isFalse();
        assertThatThrownBy(() -> CardId.derive(ROOT, MAIN_INDEX, "01", "9".repeat(31)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hexIsReadInEitherCaseAndWrittenInCapitals() {
        CardId id = CardId.parse("98ff9f2c05145cb9305e9d8a57e072bb51180ca49e5be5e9d41bce3a9a571928")
                .orElseThrow();
        assertThat(id).isEqualTo(CardId.of(id.bytes()));
        assertThat(id.hex()).isUpperCase();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
