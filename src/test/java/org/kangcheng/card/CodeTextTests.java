package org.kangcheng.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is a health code, and what is not. ID stands for a card id, VALIDITY for a sealed instant. */
class CodeTextTests {
    private static final String ID = "98FF9F2C05145CB9305E9D8A57E072BB51180CA49E5BE5E9D41BCE3A9A571928";
    private static final String VALIDITY = "AA947AE3BC7902BDC99507B876148153";
    private static final byte[] KEY = HexFormat.of().parseHex("0123456789ABCDEFFEDCBA9876543210");

    @ParameterizedTest
    @CsvSource({
        "ID:1, STATIC",
        "ID:1:, STATIC",
        "ID:1::, STATIC",
        "ID:1::5100A0013, STATIC",
        "ID:, STATIC",
        "ID:null, STATIC",
        "ID:0:VALIDITY, DYNAMIC",
        "ID:0:VALIDITY:, DYNAMIC",
        "ID:0:VALIDITY:3715A0001, DYNAMIC",
        "'  ID:1  ', STATIC",
        "ID：1：：5100A0013, STATIC",
        "ID:０:VALIDITY, DYNAMIC",
    })
    void aCode(String text, CodeText.Type type) {
        CodeText code = CodeText.parse(filled(text)).orElseThrow();
        assertThat(code.cardId().hex()).isEqualTo(ID);
        assertThat(code.type()).isEqualTo(type);
        assertThat(code.validity()).isEqualTo(type == CodeText.Type.DYNAMIC ? VALIDITY : null);
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "ID",
        ":",
        ":1",
        "ID:2",
        "ID:0",
        "ID:0:",
        "ID:0:1234",
        "ID:0:VALIDITY00",
        "ID:1:VALIDITY",
        "ID:1:::",
        "ID:0:VALIDITY:3715A0001:more",
        "ID:1::'drop table'",
        "1ID:1",
        "ID1:1",
        "371599199001010017:1",
        "https://example.org/ID:1",
        "ID:1::issuers-have-no-hyphens",
    })
    void noCode(String text) {
        assertThat(CodeText.parse(filled(text))).isEmpty();
    }

    @Test
    void aBookIsNoCode() {
        assertThat(CodeText.parse(ID + ":1" + " ".repeat(1_000_000))).isEmpty();
    }

    @Test
    void textAndCodeAreTheSame() {
        String text = ID + ":0:" + VALIDITY + ":3715A0001";
        assertThat(CodeText.parse(text).orElseThrow().text("3715A0001")).isEqualTo(text);
        assertThat(CodeText.parse(ID + ":1").orElseThrow().text("3715A0001")).isEqualTo(ID + ":1::3715A0001");
    }

    /** 20180117115003, two digits a byte: a worked example, calculated apart with OpenSSL. */
    @Test
    void validityIsTheCitysTimeUnderTheProtectionKey() {
        Instant until = Instant.parse("2018-01-17T03:50:03Z");
        assertThat(Validity.seal(KEY, until)).isEqualTo(VALIDITY);
        assertThat(Validity.open(KEY, VALIDITY)).contains(until);
    }

    @Test
    void whatAnotherKeySealedIsNotOpened() {
        byte[] other = KEY.clone();
        other[0] ^= 1;
        assertThat(Validity.open(other, VALIDITY)).isEmpty();
    }

    private static String filled(String text) {
        return text.replace("VALIDITY", VALIDITY).replace("ID", ID);
    }
}
