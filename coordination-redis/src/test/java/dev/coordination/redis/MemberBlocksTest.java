// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coordination.ClusterMembership;
import dev.coordination.redis.server.RestartableServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the blocks of changes: what a reader knows, at any version, is brought up to date with exactly what has changed since, or is
 * replaced.
 */
@ExtendWith(RedisExtension.class)
class MemberBlocksTest {

    /** Longer than any pause of the machine, because real time passes, too. */
    private static final Duration UNIT = Duration.ofMinutes(10);

    private static final int BLOCK_BYTES = 4_096;
    /** The most that is kept of a small membership, and a block of small records. */
    private static final int MAX_BYTES_OF_SMALL = 16_384 + BLOCK_BYTES;

    private static final List<String> NODES =
            List.of("a", "b", "a b", "1:x,", "\0", "\n", "é:,", ".33:+1,", "n".repeat(700), "e", "f", "g");

    private final TestNamespace namespace;
    private final ClusterMembership cluster;
    private final List<byte[]> keys;
    private final List<byte[]> prefixes;

    /** What the members must be. */
    private final Map<String, Map<String, String>> expected = new HashMap<>();

    MemberBlocksTest(RestartableServer server) {
        namespace = new TestNamespace(server);
        cluster = namespace.handle.clusterMembership();
        Namespace names = namespace.names();
        keys = names.membership();
        prefixes = List.of(names.nodePrefix(), names.changePrefix());
    }

    @AfterEach
    void close() {
        namespace.close();
    }

    private List<?> reply(MemberSnapshot known) {
        return ReplyReader.list(namespace.run(
                LuaScript.MEMBERS, keys, List.of(prefixes.get(0), prefixes.get(1), Utf8.bytes(known.version()))));
    }

    /** Reads what has changed since a snapshot, and checks the result. */
    private MemberSnapshot read(String when, MemberSnapshot known) {
        return check(when, known, reply(known));
    }

    private MemberSnapshot check(String when, MemberSnapshot known, List<?> reply) {
        MemberSnapshot current = known.after(reply);
        assertThat(current.members()).as(when).isEqualTo(expected);
        return current;
    }

    /** Reads what has changed since a snapshot, and checks that not all members were sent. */
    private void readChanges(String when, MemberSnapshot known) {
        List<?> reply = reply(known);
        MemberSnapshot unused = check(when, known, reply);
        assertThat(isWhole(reply)).as("whole " + when).isFalse();
    }

    private static boolean isWhole(List<?> reply) {
        return reply.size() > 1 && reply.get(1) != null;
    }

    private void register(String node, Map<String, String> metadata) {
        cluster.register(node, metadata, UNIT);
        expected.put(node, metadata);
    }

    private void register(String node, int bytes, char content) {
        register(node, Map.of("", String.valueOf(content).repeat(bytes)));
    }

    private void deregister(String node) {
        assertThat(cluster.deregister(node)).isEqualTo(expected.remove(node) != null);
    }

    private List<String> closedBlocks() {
        return namespace.keys(namespace.membership() + "g:*").stream().sorted().toList();
    }

    private int closedBytes() {
        return closedBlocks().stream()
                .mapToInt(key -> namespace.get(key).orElseThrow().length)
                .sum();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverAReaderKnowsIsBroughtUpToDate(long seed) {
        Random random = new Random(seed);
        boolean loses = seed > 4;
        Map<String, Integer> deadlines = new HashMap<>();
        List<MemberSnapshot> known = new ArrayList<>(List.of(MemberSnapshot.NONE));
        int now = 0;
        int onlyChanges = 0;
        int severalBlocks = 0;
        for (int step = 0; step < 500; step++) {
            String node = NODES.get(random.nextInt(NODES.size()));
            int halves = 1 + 2 * random.nextInt(4);
            Duration ttl = UNIT.dividedBy(2).multipliedBy(halves);
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3, 4 -> {
                    Map<String, String> metadata = metadata(random, expected.get(node));
                    cluster.register(node, metadata, ttl);
                    expected.put(node, metadata);
                    deadlines.put(node, now + halves);
                }
                case 5, 6, 7 -> {
                    assertThat(cluster.heartbeat(node, ttl)).isEqualTo(expected.containsKey(node));
                    if (expected.containsKey(node)) {
                        deadlines.put(node, now + halves);
                    }
                }
                case 8, 9 -> deregister(node);
                case 10 -> {
                    namespace.pass(UNIT);
                    now += 2;
                    int time = now;
                    expected.keySet().removeIf(each -> deadlines.getOrDefault(each, 0) <= time);
                }
                default -> {
                    int deadline = now + halves;
                    if (loses && loseSomething(random, known.get(known.size() - 1), ttl)) {
                        expected.keySet().forEach(each -> deadlines.put(each, deadline));
                    }
                }
            }
            for (int i = 0; i < 4; i++) {
                int from = i == 0 ? known.size() - 1 : random.nextInt(known.size());
                MemberSnapshot reader = known.get(from);
                List<?> reply = reply(reader);
                MemberSnapshot current = check(seed + ", step " + step + ", since " + from, reader, reply);
                if (!current.version().isEmpty()) {
                    known.add(current);
                }
                onlyChanges += !isWhole(reply) && reply.size() > 2 ? 1 : 0;
                severalBlocks += !isWhole(reply) && reply.size() > 3 ? 1 : 0;
            }
        }
        assertThat(onlyChanges).as("replies with changes").isGreaterThan(100);
        assertThat(severalBlocks).as("replies with several blocks").isGreaterThan(10);
    }

    /** Loses one key. Returns whether that was the index, which heartbeats then restore. */
    private boolean loseSomething(Random random, MemberSnapshot reader, Duration ttl) {
        List<String> losable = new ArrayList<>(closedBlocks());
        for (String key : List.of("v", "x", "a", "i")) {
            losable.add(namespace.membership() + key);
        }
        String lost = losable.get(random.nextInt(losable.size()));
        boolean isIndex = lost.equals(namespace.nodeIndex());
        if (isIndex) {
            // Notices what has expired, which nobody would without the index.
            MemberSnapshot unused = read("before the index is lost", reader);
        }
        namespace.deleteIfPresent(lost);
        if (isIndex) {
            expected.keySet()
                    .forEach(node -> assertThat(cluster.heartbeat(node, ttl)).isTrue());
        }
        return isIndex;
    }

    private static Map<String, String> metadata(Random random, @Nullable Map<String, String> previous) {
        return switch (random.nextInt(8)) {
            case 0 -> Map.of();
            case 1 -> previous == null ? Map.of() : previous;
            case 2 -> Map.of("", "", "33:+1,", "\0\n,");
            case 3 -> Map.of("k", "v".repeat(3_900 + random.nextInt(400)));
            case 4 -> Map.of("k", "v".repeat(random.nextInt(20_000)));
            default -> Map.of("k", "v".repeat(random.nextInt(300)));
        };
    }

    @Test
    void blocksThatEndAtAnyByteAreReadWhole() {
        for (int bytes = BLOCK_BYTES - 60; bytes <= BLOCK_BYTES + 5; bytes++) {
            String when = "with " + bytes + " bytes";
            namespace.deleteIfPresent(namespace.membership() + "v");
            register("a", 1, 'x');
            MemberSnapshot start = read(when, MemberSnapshot.NONE);
            register("a", bytes / 2, 'y');
            MemberSnapshot half = read(when, start);
            register("b", bytes - bytes / 2 - 60, 'y');
            MemberSnapshot full = read(when, half);
            readChanges(when, start);
            readChanges(when, half);
            deregister("b");
            for (MemberSnapshot known : List.of(start, half, full)) {
                readChanges(when, known);
            }
        }
    }

    @Test
    void aReaderOfEachVersionGetsOnlyTheChangesSince() {
        List<MemberSnapshot> known = new ArrayList<>();
        register("x", 60_000, 'x'); // so that as much is kept
        MemberSnapshot start = read("first", MemberSnapshot.NONE);
        for (int i = 0; i < 150; i++) {
            register("node-" + i % 7, 100, (char) ('a' + i % 26));
            known.add(read("change " + i, i == 0 ? start : known.get(i - 1)));
        }
        assertThat(closedBlocks()).hasSizeGreaterThan(4);
        for (int i = 0; i < known.size(); i++) {
            List<?> reply = reply(known.get(i));
            MemberSnapshot unused = check("since " + i, known.get(i), reply);
            long records = reply.stream()
                    .skip(2)
                    .flatMap(block -> Utf8.text(ReplyReader.bytes(block)).lines())
                    .mapToInt(block -> block.split("33:\\+", -1).length - 1)
                    .sum();
            assertThat(records).as("since " + i).isEqualTo(known.size() - 1 - i);
        }
    }

    @Test
    void withoutOneOfTheBlocksReadersThatNeedItReadEverything() {
        register("x", 60_000, 'x');
        List<MemberSnapshot> known = new ArrayList<>(List.of(read("first", MemberSnapshot.NONE)));
        for (int i = 0; i < 100; i++) {
            register("node-" + i, 100 + i, (char)
                    ('a' + i % 26)); // a node of its own, so that a later change replaces none
            known.add(read("change " + i, known.get(i)));
        }
        for (String lost : closedBlocks()) {
            namespace.delete(lost);
            namespace.deleteIfPresent(namespace.membership() + "a");
            known.forEach(each -> read("without " + lost, each));
        }
        readChanges("since the last", known.get(known.size() - 1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aServerThatLostChangesAndRecordedOthersSinceIsNotMistakenForTheOneBefore(boolean clockHasGoneBack) {
        register("a", 10, 'a');
        if (clockHasGoneBack) {
            namespace.set(namespace.membership() + "v", "9000000000000000 16384\n");
        }
        byte[] before = namespace.get(namespace.membership() + "v").orElseThrow();
        register("b", 10, 'b');
        MemberSnapshot b = read("before", MemberSnapshot.NONE);
        register("d", 10, 'd');
        MemberSnapshot d = read("before", b);

        deregister("b");
        deregister("d");
        namespace.set(namespace.membership() + "v", Utf8.text(before));
        namespace.deleteIfPresent(namespace.membership() + "a");
        register("c", 10, 'c'); // as long as that of b
        MemberSnapshot c = read("after", b);
        assertThat(c.version().split("\\.")[1]).isEqualTo(b.version().split("\\.")[1]);

        register("e", 10, 'e');
        for (MemberSnapshot each : List.of(b, c, d)) {
            read("after", each);
        }
    }

    @Test
    void blocksAreKeptAsLongAsTheyHaveNoMoreBytesThanAllMembers() {
        MemberSnapshot first = read("first", MemberSnapshot.NONE);
        for (int i = 0; i < 500; i++) {
            register("node-" + i % 5, 100, (char) ('a' + i % 26));
        }
        assertThat(closedBytes()).isBetween(MAX_BYTES_OF_SMALL - 3 * BLOCK_BYTES, MAX_BYTES_OF_SMALL);

        register("large", 60_000, 'x');
        MemberSnapshot large = read("large", first); // too old, so all members are packed anew
        for (int i = 0; i < 500; i++) {
            register("node-" + i % 5, 90, (char) ('a' + i % 26));
        }
        assertThat(closedBytes()).isBetween(60_000 - 3 * BLOCK_BYTES, 61_000 + BLOCK_BYTES);

        deregister("large");
        read("old", large);
        read("new", MemberSnapshot.NONE);
        for (int i = 0; i < 100; i++) {
            register("node-" + i % 5, 80, (char) ('a' + i % 26));
        }
        assertThat(closedBytes()).isLessThanOrEqualTo(MAX_BYTES_OF_SMALL);
    }

    @Test
    void aBlockIsKeptUntilThereAreTooMany() {
        register("large", 400_000, 'x');
        MemberSnapshot first = read("first", MemberSnapshot.NONE);
        for (int i = 0; i < 128; i++) { // two changes fill a block
            register("a", 2_100, (char) ('a' + i % 26));
        }
        assertThat(closedBlocks()).hasSize(64);
        readChanges("64 blocks", first);
        for (int i = 0; i < 5; i++) {
            register("a", 2_100, (char) ('A' + i % 26));
        }
        assertThat(closedBlocks()).hasSize(64);
        assertThat(isWhole(reply(first))).isTrue();
        read("more blocks", first);
    }

    @Test
    void allMembersArePackedAnewWhenMoreThanAnEighthHasChanged() {
        register("large", 60_000, 'x');
        List<Boolean> anew = new ArrayList<>();
        for (int changes = 0; changes < 12; changes++) {
            List<?> reply = reply(MemberSnapshot.NONE);
            MemberSnapshot unused = check(changes + " changes", MemberSnapshot.NONE, reply);
            anew.add(reply.size() == 2);
            register("node-" + changes % 3, 950, (char) ('a' + changes)); // about 1,000 bytes
        }
        assertThat(anew)
                .containsExactly(true, false, false, false, false, false, false, false, true, false, false, false);
    }

    @Test
    void metadataOfAMegabyteIsRecordedAndIsNotReadByThoseWhoKnowIt() {
        register("a", 1 << 20, 'x');
        register("b", Map.of());
        MemberSnapshot first = read("first", MemberSnapshot.NONE);
        register("a", 1 << 20, 'y');
        readChanges("large", first);
        MemberSnapshot second = read("large", first);
        register("b", 1, 'z');
        List<?> reply = reply(second);
        check("small", second, reply);
        assertThat(reply.stream()
                        .skip(1)
                        .mapToInt(part -> part == null ? 0 : ReplyReader.bytes(part).length)
                        .sum())
                .isLessThan(200);
        readChanges("both", first);
    }

    @Test
    void registeringAgainWithTheSameMetadataRenewsTheTtlAndIsNoChange() {
        register("a", Map.of("k", "v"));
        register("b", Map.of());
        MemberSnapshot known = read("first", MemberSnapshot.NONE);

        cluster.register("a", Map.of("k", "v"), UNIT.multipliedBy(5));
        cluster.register("b", Map.of(), UNIT.multipliedBy(3));
        assertThat(read("again", known)).isSameAs(known);

        namespace.pass(UNIT.multipliedBy(4));
        expected.remove("b");
        MemberSnapshot without = read("b has expired", known);
        register("b", Map.of());
        read("b is back", without);
    }

    @Test
    void registeringAgainAfterTheNodeWasLostIsAChange() {
        register("a", Map.of("k", "v"));
        MemberSnapshot known = read("first", MemberSnapshot.NONE);
        for (String lost : List.of(namespace.nodeIndex(), namespace.node("a"))) {
            namespace.delete(lost);
            namespace.deleteIfPresent(namespace.membership() + "a");
            expected.clear();
            MemberSnapshot without = read("without " + lost, MemberSnapshot.NONE);
            register("a", Map.of("k", "v"));
            for (MemberSnapshot each : List.of(known, without, MemberSnapshot.NONE)) {
                read("with " + lost, each);
            }
        }
    }

    /** A lost change may also be one that has closed a block, so that the version has no stamp. */
    @Test
    void aServerThatLostABlockIsNotMistakenForTheOneBefore() {
        register("a", 10, 'a');
        namespace.set(namespace.membership() + "v", "9000000000000000 16384\n");
        byte[] before = namespace.get(namespace.membership() + "v").orElseThrow();
        register("b", 5_000, 'b');
        MemberSnapshot known = read("before", MemberSnapshot.NONE);

        deregister("b");
        namespace.set(namespace.membership() + "v", Utf8.text(before));
        namespace.deleteIfPresent(namespace.membership() + "a");
        register("c", 5_000, 'c');

        read("after", known);
    }

    @Test
    void nodesThatDieAfterTheIndexWasLostAreNotListed() {
        for (Runnable restoring : List.<Runnable>of(
                () -> assertThat(cluster.heartbeat("b", UNIT.multipliedBy(9))).isTrue(),
                () -> register("b", Map.of()),
                () -> register("d", Map.of()),
                () -> {})) {
            register("a", Map.of());
            register("b", Map.of());
            MemberSnapshot known = read("before", MemberSnapshot.NONE);
            namespace.delete(namespace.nodeIndex());
            restoring.run();
            namespace.pass(UNIT.multipliedBy(2));

            Set<String> fresh =
                    MemberSnapshot.NONE.after(reply(MemberSnapshot.NONE)).activeNodes();
            assertThat(fresh).doesNotContain("a");
            assertThat(known.after(reply(known)).activeNodes()).isEqualTo(fresh);
            fresh.forEach(node -> assertThat(cluster.deregister(node)).isTrue());
            expected.clear();
        }
    }

    @Test
    void versionsDifferAfterTheClockHasGoneBack() {
        namespace.set(namespace.membership() + "v", "9000000000000000 16384\n");
        MemberSnapshot known = MemberSnapshot.NONE;
        List<String> versions = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            register("a", 100 + i % 3, (char) ('a' + i % 26));
            known = read("change " + i, known);
            versions.add(known.version());
        }
        assertThat(versions).doesNotHaveDuplicates().allMatch(version -> version.startsWith("9"));
        assertThat(closedBlocks()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "1795836000000000",
                "1795836000000000 16384",
                "x y\n",
                "\n",
                "1 2\nhello",
                "1 2\n1:a,0:,33:+1,"
            })
    void aValueThatIsNoBlockIsReplaced(String value) {
        register("a", Map.of());
        MemberSnapshot known = read("first", MemberSnapshot.NONE);
        namespace.set(namespace.membership() + "v", value);
        known = read("read", known);
        namespace.set(namespace.membership() + "v", value);
        register("b", Map.of());
        read("changed", known);
    }

    @Test
    void repliesThatAreNotWellFormedAreRefused() {
        byte[] version = Utf8.bytes("1.0.");
        MemberSnapshot known = MemberSnapshot.NONE.after(List.of(version, Utf8.bytes("4:1.0.,1:a,0:,")));
        assertThat(known.members()).isEqualTo(Map.of("a", Map.of()));
        byte[] records = Utf8.bytes("1:b,0:,2:+1,1:a,0:,2:-2,");
        assertThat(known.after(Arrays.asList(version, null, records)).activeNodes())
                .containsExactly("b");
        assertThat(known.after(List.of(version, Utf8.bytes("0:,"), records)).activeNodes())
                .containsExactly("b");
        for (String malformed :
                List.of("1:b,0:,", "1:b,0:,1:1,", "1:b,0:,0:,", "1:b,0:,2:*1,", "b", "1:b,0:,2:+1", ",")) {
            assertThatThrownBy(() -> known.after(Arrays.asList(version, null, Utf8.bytes(malformed))))
                    .as(malformed)
                    .isExactlyInstanceOf(UnexpectedReplyException.class);
        }
        for (String malformed : List.of("", "0:,1:a,", "x", "0:,1:a,0:")) {
            assertThatThrownBy(() -> known.after(List.of(version, Utf8.bytes(malformed))))
                    .as(malformed)
                    .isExactlyInstanceOf(UnexpectedReplyException.class);
        }
        assertThatThrownBy(() -> MemberSnapshot.NONE.after(Arrays.asList(version, null, records)))
                .isExactlyInstanceOf(UnexpectedReplyException.class);
    }
}
