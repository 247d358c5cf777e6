package org.kangcheng.operation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate for the first hour: made by the program for itself, so that nothing goes over a network in the clear
 * before a real one is there. A real one (PKCS#12, by the password {@code certificate} of secrets.properties) put into
 * its place is used and never overwritten.
 */
final class SelfSignedCertificate {
    private static final String ALIAS = "kangcheng";
    private static final X500Name NAME = new X500Name("CN=Kangcheng (self-signed)");
    /** Browsers refuse what lasts much over a year. */
    private static final Duration LIFE = Duration.ofDays(397);

    private static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);

    private SelfSignedCertificate() {}

    static Map<String, String> properties(DataDirectory data, InetAddress bind) {
        String password = Secrets.of(data).certificate();
        try {
            Set<String> names = names(bind);
            if (!Files.exists(data.certificate()) || isStale(data.certificate(), password, names)) {
                generate(data.certificate(), password, names);
            }
        } catch (IOException | GeneralSecurityException | OperatorException e) {
            throw new CannotProceed(
                    "无法使用证书 " + data.certificate() + "：" + e.getMessage(), "Cannot use the certificate.");
        }
        return Map.of(
                "server.ssl.key-store",
                data.certificate().toUri().toString(),
                "server.ssl.key-store-type",
                "PKCS12",
                "server.ssl.key-store-password",
                password);
    }

    /** By which this machine may be called. */
    private static Set<String> names(InetAddress bind) throws IOException {
        Set<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1"));
        if (bind.isAnyLocalAddress()) {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .forEach(address -> names.add(plain(address)));
        } else {
            names.add(plain(bind));
        }
        return names;
    }

    /** Without the interface's name that Java hangs on an IPv6 address. */
    private static String plain(InetAddress address) {
        return address.getHostAddress().replaceAll("%.*", "");
    }

    private static boolean isStale(Path file, String password, Set<String> names)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password.toCharArray());
        }
        if (!(store.getCertificate(ALIAS) instanceof X509Certificate ours) || !isOurs(ours)) {
            return false;
        }
        return ours.getNotAfter().toInstant().isBefore(Instant.now().plus(RENEWED_BEFORE_END))
                || !namesOf(ours).containsAll(names);
    }

    private static boolean isOurs(X509Certificate certificate) {
        return NAME.equals(
                X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded()));
    }

    private static Set<String> namesOf(X509Certificate certificate) throws GeneralSecurityException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names.stream().map(name -> String.valueOf(name.get(1))).collect(Collectors.toSet());
    }

    private static void generate(Path file, String password, Set<String> names)
            throws IOException, GeneralSecurityException, OperatorException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                ALIAS, keys.getPrivate(), password.toCharArray(), new Certificate[] {certificate(keys, names)});
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        DurableFiles.writeForUs(draft, "");
        try (OutputStream out = Files.newOutputStream(draft)) {
            store.store(out, password.toCharArray());
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static X509Certificate certificate(KeyPair keys, Set<String> names)
            throws IOException, GeneralSecurityException, OperatorException {
        Instant now = Instant.now();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        NAME,
                        new BigInteger(127, new SecureRandom()),
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(LIFE)),
                        NAME,
                        keys.getPublic())
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(generalNames(names)));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    private static GeneralName[] generalNames(Set<String> names) {
        return names.stream()
                .map(name -> new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
    }

    private static boolean isAddress(String name) {
        return name.contains(":") || name.matches("[0-9.]+");
    }
}
