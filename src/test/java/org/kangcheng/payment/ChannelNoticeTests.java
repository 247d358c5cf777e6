package org.kangcheng.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kangcheng.TestPlatform;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The notice endpoint as an outside service meets it: over HTTP, with a signature and nothing else. */
class ChannelNoticeTests extends TestPlatform {
    @LocalServerPort
    private int port;

    @Autowired
    private PaymentOrders orders;

    @Autowired
    private NoticeSignature signature;

    @Autowired
    private Sandbox book;

    @Autowired
    private Ids ids;

    private PaymentOrder order;
    private String body;

    @BeforeEach
    void anOrder() {
        order = orders.open(
                new NewOrder(ids.random(), new PayableRef("bill", 1), 4711, new Fen(1990), "门诊费用", "request"));
        book.trade(order, "T-" + order.orderId(), order.createdAt());
        body = body("T-" + order.orderId(), order.id().toString(), 1990);
    }

    @Test
    void aSignedNoticePaysAndItsRepetitionChangesNothing() throws Exception {
        String signed = signature.sign(body);
        for (int time = 0; time < 3; time++) {
            HttpResponse<String> answer = send(signed, body);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"accepted\":true}");
        }
        assertThat(postings()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1:0:00",
                "v1:1700000000:0000000000000000000000000000000000000000000000000000000000000000",
                "v9:%now:0000000000000000000000000000000000000000000000000000000000000000",
                "v1:%now:0000000000000000000000000000000000000000000000000000000000000000"
            })
    void anUnsignedStaleOrForgedNoticeIsRefused(String signed) throws Exception {
        String now = Long.toString(System.currentTimeMillis() / 1000);
        assertThat(send(signed.replace("%now", now), body).statusCode()).isEqualTo(401);
        assertThat(postings()).isZero();
    }

    @Test
    void aSignatureOfAnotherBodyIsRefused() throws Exception {
        String signed = signature.sign(body);
        assertThat(send(signed, body.replace("1990", "1")).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no json at all                          | 400",
                "{}                                      | 400",
                "{\"tradeNo\":\"T\",\"order\":\"x\",\"amountFen\":1}  | 404",
            })
    void aSignedNoticeThatMakesNoSenseIsRefused(String text, int status) throws Exception {
        assertThat(send(signature.sign(text), text).statusCode()).isEqualTo(status);
    }

    @Test
    void aWrongAmountPaysNothing() throws Exception {
        String wrong = body("T-" + order.orderId(), order.id().toString(), 1989);
        assertThat(send(signature.sign(wrong), wrong).statusCode()).isEqualTo(422);
        String strange = body("T-1", new PublicId(order.personKey(), 1).toString(), 1990);
        assertThat(send(signature.sign(strange), strange).statusCode()).isEqualTo(404);
        assertThat(postings()).isZero();
    }

    private static String body(String tradeNo, String order, long fen) {
        return "{\"tradeNo\":\"%s\",\"order\":\"%s\",\"amountFen\":%d}".formatted(tradeNo, order, fen);
    }

    private HttpResponse<String> send(String signed, String text) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/channel-notices/sandbox"))
                .header("Content-Type", "application/json")
                .header("X-Channel-Signature", signed)
                .POST(HttpRequest.BodyPublishers.ofString(text))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private long postings() {
        return jdbc.sql("select count(*) from payment.posting where person_key = ?")
                .param(order.personKey())
                .query(Long.class)
                .single();
    }
}
