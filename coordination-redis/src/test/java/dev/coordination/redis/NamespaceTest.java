// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.Arguments;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamespaceTest {

    private static final List<String> HOSTILE_NAMES = List.of(
            "x", "}", "{", "x}", "{x}", "x}:h", "x}:t", "}:h", ":", "n:x", "c:x", "p:x", "{l:x}:h", "{m}:i", "{m}:n:x",
            "i", "ns:c:x", "*", "?", "[a]", "\\", "\n", "\0", "é", " ");

    @ParameterizedTest
    @ValueSource(strings = {"a", "A-Z_0.9", "orders.v2", "-", "."})
    void acceptsLettersDigitsDotsUnderscoresAndHyphens(String name) {
        assertThat(Namespace.of(name)).hasToString(name);
    }

    @Test
    void acceptsSixtyFourCharactersButNotSixtyFive() {
        assertThat(Namespace.of("a".repeat(64))).hasToString("a".repeat(64));

        assertThatThrownBy(() -> Namespace.of("a".repeat(65)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("namespace must be 1 to 64 of the characters A-Z, a-z, 0-9, '.', '_' and '-', but was \""
                        + "a".repeat(60) + "\"... (65 characters)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a:b", "a*", "{a}", "ä", "a\n", "a/b", "[a]"})
    void refusesEmptyNamesAndOtherCharacters(String name) {
        assertThatThrownBy(() -> Namespace.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("namespace must be 1 to 64 of the characters A-Z, a-z, 0-9, '.', '_' and '-', but was "
                        + Arguments.quoted(name));
    }

    @Test
    @SuppressWarnings("NullAway")
    void refusesNull() {
        assertThatThrownBy(() -> Namespace.of(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("namespace must not be null");
    }

    @Test
    void namesThatDifferInAnyPartNeverShareAKey() {
        List<String> keys = new ArrayList<>();

        for (Namespace namespace : List.of(Namespace.of("ns"), Namespace.of("n"), Namespace.of("ns-c"))) {
            keys.add(Utf8.text(namespace.nodeIndex()));
            for (String name : HOSTILE_NAMES) {
                keys.add(Utf8.text(namespace.key(name)));
                keys.add(Utf8.text(namespace.lease(name)));
                keys.add(Utf8.text(namespace.lastToken(name)));
                keys.add(Utf8.text(namespace.node(name)));
            }
        }

        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void theKeysOfAScriptAreInTheSameHashSlot() {
        Namespace namespace = Namespace.of("ns");

        for (String name : HOSTILE_NAMES) {
            assertThat(hashTag(namespace.lease(name))).isNotEmpty().isEqualTo(hashTag(namespace.lastToken(name)));
            assertThat(hashTag(namespace.node(name))).isEqualTo(hashTag(namespace.nodeIndex()));
        }
    }

    @Test
    void recognizesItsOwnChannels() {
        Namespace namespace = Namespace.of("ns");

        for (String name : HOSTILE_NAMES) {
            assertThat(namespace.channelName(namespace.channel(name))).hasValue(name);
        }
    }

    @Test
    void doesNotRecognizeOtherChannels() {
        Namespace namespace = Namespace.of("ns");

        assertThat(namespace.channelName(Utf8.bytes("ns:p:"))).isEmpty();
        assertThat(namespace.channelName(namespace.ownChannel("x"))).isEmpty();
        assertThat(namespace.channelName(Utf8.bytes("n:p:x"))).isEmpty();
        assertThat(namespace.channelName(Utf8.bytes("x"))).isEmpty();
        assertThat(namespace.channelName(new byte[] {'n', 's', ':', 'p', ':', (byte) 0xff}))
                .isEmpty();
    }

    /** Returns the part of a key that a cluster hashes: between the first opening brace and the next closing one. */
    private static String hashTag(byte[] key) {
        String text = Utf8.text(key);
        int open = text.indexOf('{');
        return text.substring(open + 1, text.indexOf('}', open));
    }

    @Test
    void theKeysOfAScriptShareASlotWhateverTheNames() {
        Namespace namespace = Namespace.of("ns");
        for (String name : HOSTILE_NAMES) {
            assertThat(slot(namespace.lastToken(name))).as(name).isEqualTo(slot(namespace.lease(name)));
            assertThat(slot(namespace.node(name))).as(name).isEqualTo(slot(namespace.nodeIndex()));
        }
    }

    @Test
    void theMembersOfDifferentNamespacesAreInDifferentSlots() {
        List<Integer> slots = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            slots.add(slot(Namespace.of("ns" + i).nodeIndex()));
        }
        assertThat(slots.stream().distinct().count()).isGreaterThan(90);
    }

    @Test
    void everyKeyAndChannelBeginsWithTheNamespace() {
        Namespace namespace = Namespace.of("ns");
        for (byte[] key : List.of(
                namespace.key("x"),
                namespace.channel("x"),
                namespace.lease("x"),
                namespace.lastToken("x"),
                namespace.nodeIndex(),
                namespace.node("x"))) {
            assertThat(Utf8.text(key)).startsWith("ns:");
        }
    }

    private static int slot(byte[] key) {
        return redis.clients.jedis.util.JedisClusterCRC16.getSlot(key);
    }
}
