// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.DistributedCoordination;
import dev.coordination.Subscription;
import dev.coordination.redis.server.RestartableServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.SslOptions;

/** Tests connections that use TLS. A proxy with a certificate for localhost terminates it. */
class TlsTest {

    private static final String PASSWORD = Keytool.PASSWORD;

    @TempDir
    private static Path directory;

    private static Path keyStore;
    private static RestartableServer server;
    private static TcpProxy proxy;

    @BeforeAll
    static void start() throws Exception {
        keyStore = selfSigned(directory.resolve("key-store.p12"));
        server = RestartableServer.start();
        ServerSocket listening =
                context(keyStore).getServerSocketFactory().createServerSocket(0, 100, InetAddress.getLoopbackAddress());
        proxy = new TcpProxy(server.port(), listening);
    }

    @AfterAll
    static void stop() {
        proxy.close();
        server.close();
    }

    @Test
    void sslOptionsMakeTheCertificateTrusted() {
        SslOptions options = SslOptions.builder()
                .truststore(keyStore.toFile(), PASSWORD.toCharArray())
                .build();
        try (DistributedCoordination handle = RedisCoordination.builder(uri("localhost"), "ns")
                .sslOptions(options)
                .build()) {
            handle.cache().setText("key", "value");

            assertThat(handle.cache().getText("key")).contains("value");
            try (Subscription subscription = handle.pubSub().subscribe("channel")) {
                handle.pubSub().publish("channel", new byte[1]);
                assertThat(subscription.poll()).isPresent();
            }
        }
    }

    @Test
    void withoutOptionsOnlyWhatTheJvmTrustsIsTrusted() {
        try (DistributedCoordination handle = RedisCoordination.connect(uri("localhost"), "ns")) {
            assertThatThrownBy(() -> handle.cache().get("key"))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasStackTraceContaining("unable to find valid certification path");
        }
    }

    @Test
    void theNameOfTheHostIsVerified() {
        SslOptions options = SslOptions.builder()
                .truststore(keyStore.toFile(), PASSWORD.toCharArray())
                .build();
        try (DistributedCoordination handle = RedisCoordination.builder(uri("127.0.0.1"), "ns")
                .sslOptions(options)
                .build()) {
            assertThatThrownBy(() -> handle.cache().get("key"))
                    .isExactlyInstanceOf(CoordinationUnavailableException.class)
                    .hasStackTraceContaining("No subject alternative names matching IP address 127.0.0.1 found");
        }
    }

    private static URI uri(String host) {
        return URI.create("rediss://" + host + ":" + proxy.port());
    }

    private static Path selfSigned(Path file) throws IOException, InterruptedException {
        Keytool.run(
                file,
                "-genkeypair",
                "-alias",
                "localhost",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost");
        return file;
    }

    private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
