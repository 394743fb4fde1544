// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisProtocol;

/** Generates URIs: what is parsed is what was encoded, and no secret is shown, even if the URI is malformed. */
class RedisAddressSweepTest {

    private static final int URIS = 20_000;

    /** Part of every secret. Its characters are never percent-encoded, so that it would be recognized. */
    private static final String MARK = "SeCrEt";

    /** The characters that RFC 3986 allows in user info and in the name of a host. */
    private static final String UNRESERVED = "abcXYZ019-._~";

    private static final String SUB_DELIMS = "!$&'()*+,;=";

    private static final List<String> RESERVED_AND_OTHER =
            List.of(":", "@", "/", "?", "#", "[", "]", "%", " ", "\"", "<", "\\", "^", "`", "{", "|", "é", "€", "😀");

    private final Random random = new Random(20);

    @Test
    void parsesWhatWasEncoded() {
        for (int i = 0; i < URIS; i++) {
            boolean literal = random.nextInt(4) == 0;
            HostAndPort server = new HostAndPort(literal ? ipv6() : name(), 1 + random.nextInt(65_535));
            boolean withUserInfo = random.nextBoolean();
            String user = random.nextBoolean() ? text("") : "";
            String password = text(random.nextBoolean() ? MARK : "");
            int database = random.nextInt(1_000_000_000);
            RedisProtocol protocol =
                    List.of(RedisProtocol.RESP2, RedisProtocol.RESP3).get(random.nextInt(2));
            String uri = "redis://"
                    + (withUserInfo ? encoded(user, "") + ":" + encoded(password, literal ? ":" : ":@") + "@" : "")
                    + (literal ? server.getHost().replaceFirst("%", "%25") : encoded(server.getHost(), ""))
                    + ":" + "0".repeat(random.nextInt(3)) + server.getPort()
                    + "/" + database
                    + "?protocol=" + protocol.version();

            RedisAddress address = address(URI.create(uri));

            JedisClientConfig config = address.config(ConnectionSettings.DEFAULTS);
            assertThat(address.server()).as(uri).isEqualTo(server);
            assertThat(config.getUser()).as(uri).isEqualTo(withUserInfo && !user.isEmpty() ? user : null);
            assertThat(config.getPassword()).as(uri).isEqualTo(withUserInfo ? password : null);
            assertThat(config.getDatabase()).as(uri).isEqualTo(database);
            assertThat(config.getRedisProtocol()).as(uri).isEqualTo(protocol);
            assertThat(address.toString()).as(uri).doesNotContain(MARK);
        }
    }

    @Test
    void noMessageShowsASecretOfAMalformedUri() {
        int refused = 0;
        for (int i = 0; i < URIS; i++) {
            String uri = "redis://"
                    + encoded(text(""), "") + ":" + encoded(text(MARK), ":") + "@"
                    + (random.nextInt(4) == 0 ? "[::1]" : encoded(name(), ""))
                    + (random.nextBoolean() ? "" : ":" + random.nextInt(70_000))
                    + List.of("", "/", "/1", "/1/x").get(random.nextInt(4))
                    + List.of("", "?password=" + MARK, "?" + MARK + "=@", "#x").get(random.nextInt(4));
            String mutated = mutated(uri);
            String shown = shown(mutated);
            if (shown != null) {
                refused++;
                assertThat(shown).as(mutated).doesNotContain(MARK);
            }
        }
        assertThat(refused).isGreaterThan(URIS / 4);
    }

    /** Returns everything that a user could see of a URI, or null if {@link URI} does not accept it or it is valid. */
    private static @Nullable String shown(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
        try {
            return address(uri).toString();
        } catch (IllegalArgumentException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            return trace.toString();
        }
    }

    /** Removes, inserts or replaces one character. */
    private String mutated(String uri) {
        int at = random.nextInt(uri.length());
        String inserted = String.valueOf(":/@?#[]%=&0a".charAt(random.nextInt(12)));
        String mutated = switch (random.nextInt(3)) {
            case 0 -> uri.substring(0, at) + uri.substring(at + 1);
            case 1 -> uri.substring(0, at) + inserted + uri.substring(at);
            default -> uri.substring(0, at) + inserted + uri.substring(at + 1);
        };
        return mutated.contains(MARK) ? mutated : uri;
    }

    private String text(String mark) {
        StringBuilder text = new StringBuilder(mark);
        for (int left = random.nextInt(8); left > 0; left--) {
            String next = random.nextBoolean()
                    ? RESERVED_AND_OTHER.get(random.nextInt(RESERVED_AND_OTHER.size()))
                    : String.valueOf((UNRESERVED + SUB_DELIMS).charAt(random.nextInt(24)));
            text.insert(random.nextBoolean() ? 0 : text.length(), next);
        }
        return text.toString();
    }

    private String name() {
        StringBuilder name = new StringBuilder("h");
        for (int left = random.nextInt(8); left > 0; left--) {
            name.append((UNRESERVED + SUB_DELIMS).charAt(random.nextInt(24)));
        }
        return name.append(List.of("", "_", "~", "é").get(random.nextInt(4))).toString();
    }

    private String ipv6() {
        String number = Integer.toHexString(1 + random.nextInt(0xffff));
        return List.of("[::1]", "[fe80::" + number + "%eth0]", "[2001:db8::" + number + "]", "[::ffff:1.2.3.4]")
                .get(random.nextInt(4));
    }

    /** Percent-encodes what must be, and some of the other characters; those of the mark stay as they are. */
    private String encoded(String text, String alsoAllowed) {
        StringBuilder encoded = new StringBuilder();
        String allowed = UNRESERVED + SUB_DELIMS + alsoAllowed;
        text.codePoints().mapToObj(Character::toString).forEach(character -> {
            boolean raw = MARK.contains(character) || allowed.contains(character) && random.nextInt(4) > 0;
            encoded.append(raw ? character : percentEncoded(character));
        });
        return encoded.toString();
    }

    private static String percentEncoded(String character) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : character.getBytes(UTF_8)) {
            encoded.append(String.format("%%%02X", octet));
        }
        return encoded.toString();
    }

    private static RedisAddress address(URI uri) {
        return (RedisAddress) ServerUri.of(uri);
    }
}
