package org.kangcheng.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfSignedCertificateTests {
    @TempDir
    Path parent;

    DataDirectory data;

    @BeforeEach
    void prepare() throws Exception {
        data = Workplace.folder(parent, "data").prepare();
    }

    @Test
    void namesThisMachineAndIsItsOwnAuthority() throws Exception {
        X509Certificate certificate = load(SelfSignedCertificate.properties(data, InetAddress.getByName("10.1.2.3")));
        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity();
        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(name -> (Object) name.get(1))
                .contains("localhost", "127.0.0.1", "10.1.2.3");
    }

    @Test
    void isKeptWhileItFitsAndMadeAnewForAnotherAddress() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        X509Certificate first = load(SelfSignedCertificate.properties(data, loopback));
        assertThat(load(SelfSignedCertificate.properties(data, loopback))).isEqualTo(first);
        assertThat(load(SelfSignedCertificate.properties(data, InetAddress.getByName("10.1.2.3"))))
                .isNotEqualTo(first);
    }

    @Test
    void isReadableByNobodyElse() throws Exception {
        SelfSignedCertificate.properties(data, InetAddress.getByName("0.0.0.0"));
        assertThat(Files.getPosixFilePermissions(data.certificate())).hasSize(2);
    }

    private static X509Certificate load(Map<String, String> properties) throws Exception {
        KeyStore store = KeyStore.getInstance(properties.get("server.ssl.key-store-type"));
        try (InputStream in = Files.newInputStream(Path.of(URI.create(properties.get("server.ssl.key-store"))))) {
            store.load(in, properties.get("server.ssl.key-store-password").toCharArray());
        }
        return (X509Certificate) store.getCertificate("kangcheng");
    }
}
