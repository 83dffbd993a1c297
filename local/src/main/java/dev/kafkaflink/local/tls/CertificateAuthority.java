package dev.kafkaflink.local.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority that lives as long as this object: its key is never written. Keys are on the curve P-256, and
 * everything is valid for ten years from an hour ago.
 */
public final class CertificateAuthority {
    private static final Duration VALIDITY = Duration.ofDays(3650);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X500Name name;
    private final KeyPair keys;
    private final X509CertificateHolder certificate;

    private CertificateAuthority(X500Name name, KeyPair keys, X509CertificateHolder certificate) {
        this.name = name;
        this.keys = keys;
        this.certificate = certificate;
    }

    /** A private key and the certificates that vouch for it, leaf first, both as PEM. */
    public record Identity(String privateKeyPem, String certificateChainPem) {}

    public static CertificateAuthority create(String commonName) {
        X500Name name = new X500Name("CN=" + commonName);
        KeyPair keys = newKeys();
        X509CertificateHolder certificate = sign(name, keys, name, keys, builder -> builder.addExtension(
                        Extension.basicConstraints, true, new BasicConstraints(true))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)));
        return new CertificateAuthority(name, keys, certificate);
    }

    /** What clients must trust, as PEM. */
    public String certificatePem() {
        return pem(certificate);
    }

    /** A server of this machine: named {@code localhost} and {@code 127.0.0.1}. */
    public Identity issueForLoopback(String commonName) {
        GeneralNames addresses = new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        });
        KeyPair leafKeys = newKeys();
        X509CertificateHolder leaf =
                sign(name, keys, new X500Name("CN=" + commonName), leafKeys, builder -> builder.addExtension(
                                Extension.basicConstraints, true, new BasicConstraints(false))
                        .addExtension(Extension.subjectAlternativeName, false, addresses));
        return new Identity(Pem.privateKey(leafKeys.getPrivate()), pem(leaf) + certificatePem());
    }

    /** A fresh key pair on the curve P-256. */
    public static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no curve P-256", e);
        }
    }

    @FunctionalInterface
    private interface Extensions {
        void addTo(JcaX509v3CertificateBuilder builder) throws IOException;
    }

    private static X509CertificateHolder sign(
            X500Name issuer, KeyPair issuerKeys, X500Name subject, KeyPair subjectKeys, Extensions extensions) {
        Instant from = Instant.now().minus(Duration.ofHours(1));
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(127, RANDOM),
                Date.from(from),
                Date.from(from.plus(VALIDITY)),
                subject,
                subjectKeys.getPublic());
        try {
            extensions.addTo(builder);
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate()));
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException("Cannot sign a certificate for " + subject, e);
        }
    }

    private static String pem(X509CertificateHolder holder) {
        try {
            return Pem.block("CERTIFICATE", holder.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot encode the certificate of " + holder.getSubject(), e);
        }
    }
}
