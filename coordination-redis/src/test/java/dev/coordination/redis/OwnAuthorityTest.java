// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import dev.coordination.redis.server.RestartableServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.UnifiedJedis;

/**
 * The example for TLS in {@code docs/production.md}: the certificate of the server, and that of the client, which the server
 * asks for, are signed by an authority of one's own. A proxy terminates TLS.
 */
class OwnAuthorityTest {

    @TempDir
    private static Path directory;

    private static Path trustStore;
    private static Path keyStore;
    private static RestartableServer server;
    private static TcpProxy proxy;

    @BeforeAll
    static void start() throws Exception {
        Path authority = directory.resolve("authority.p12");
        Keytool.run(authority, "-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=Our CA", "-ext", "bc:c");
        Path certificate = directory.resolve("ca.pem");
        Keytool.run(authority, "-exportcert", "-alias", "ca", "-rfc", "-file", certificate.toString());

        trustStore = directory.resolve("trust-store.p12");
        Keytool.run(trustStore, "-importcert", "-alias", "ca", "-file", certificate.toString());
        keyStore = signed("client", "billing", authority, certificate);
        Path serverStore = signed("server", "localhost", authority, certificate);

        server = RestartableServer.start();
        SSLServerSocket listening = (SSLServerSocket) context(serverStore, trustStore)
                .getServerSocketFactory()
                .createServerSocket(0, 100, InetAddress.getLoopbackAddress());
        listening.setNeedClientAuth(true);
        proxy = new TcpProxy(server.port(), listening);
    }

    @AfterAll
    static void stop() {
        proxy.close();
        server.close();
    }

    @Test
    void aServerWhoseCertificateOnesOwnAuthorityHasSignedIsTrusted() {
        URI uri = URI.create("rediss://localhost:" + proxy.port());
        String namespace = RedisExtension.uniqueNamespace();
        char[] password = Keytool.PASSWORD.toCharArray();

        SslOptions tls = SslOptions.builder()
                .truststore(trustStore.toFile(), password) // the certificate of your CA
                .keystore(keyStore.toFile(), password) // only if the server asks clients for a certificate
                .build();
        try (DistributedCoordination coordination =
                RedisCoordination.builder(uri, namespace).sslOptions(tls).build()) {
            coordination.cache().setText("rates", "1.08", ofMinutes(5));

            assertThat(coordination.cache().getText("rates")).contains("1.08");
        }
    }

    @Test
    @Tag("jedis-8")
    void aClientOfOnesOwnHasTheOptionsInItsConfiguration() {
        char[] password = Keytool.PASSWORD.toCharArray();
        SslOptions tls = SslOptions.builder()
                .truststore(trustStore.toFile(), password)
                .keystore(keyStore.toFile(), password)
                .build();
        try (UnifiedJedis client = OwnClient.of(
                        new HostAndPort("localhost", proxy.port()),
                        DefaultJedisClientConfig.builder().sslOptions(tls).build());
                DistributedCoordination coordination = RedisCoordination.builder(
                                client, RedisExtension.uniqueNamespace())
                        .build();
                Subscription subscription = coordination.pubSub().subscribe("channel")) {
            assertThat(coordination.pubSub().publish("channel", new byte[1])).isEqualTo(1);
            assertThat(subscription.poll()).isPresent();
        }
    }

    @Test
    void aClientWithoutACertificateIsNotAccepted() {
        URI uri = URI.create("rediss://localhost:" + proxy.port());
        SslOptions tls = SslOptions.builder()
                .truststore(trustStore.toFile(), Keytool.PASSWORD.toCharArray())
                .build();
        try (DistributedCoordination coordination =
                RedisCoordination.builder(uri, "ns").sslOptions(tls).build()) {
            assertThatThrownBy(() -> coordination.cache().get("key"))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasMessageEndingWith("nothing was sent");
        }
    }

    /** Returns a store with a key and a certificate that the authority has signed. */
    private static Path signed(String alias, String name, Path authority, Path authoritysCertificate)
            throws IOException, InterruptedException {
        Path store = directory.resolve(alias + ".p12");
        Path request = directory.resolve(alias + ".csr");
        Path certificate = directory.resolve(alias + ".pem");
        Keytool.run(store, "-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", "CN=" + name);
        Keytool.run(store, "-certreq", "-alias", alias, "-file", request.toString());
        Keytool.run(
                authority,
                "-gencert",
                "-alias",
                "ca",
                "-rfc",
                "-ext",
                "san=dns:" + name,
                "-infile",
                request.toString(),
                "-outfile",
                certificate.toString());
        Keytool.run(store, "-importcert", "-alias", "ca", "-file", authoritysCertificate.toString());
        Keytool.run(store, "-importcert", "-alias", alias, "-file", certificate.toString());
        return store;
    }

    private static SSLContext context(Path keys, Path trusted) throws Exception {
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(load(keys), Keytool.PASSWORD.toCharArray());
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(load(trusted));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }

    private static KeyStore load(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, Keytool.PASSWORD.toCharArray());
        }
        return store;
    }
}
