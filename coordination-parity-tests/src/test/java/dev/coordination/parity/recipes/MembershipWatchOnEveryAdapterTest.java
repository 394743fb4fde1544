// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.recipes;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationUnavailableException;
import dev.coordination.junit.harness.Capability;
import dev.coordination.recipes.Member;
import dev.coordination.recipes.MemberBuilder;
import dev.coordination.recipes.MembershipListener;
import dev.coordination.recipes.MembershipWatch;
import dev.coordination.recipes.MembershipWatchBuilder;
import dev.coordination.redis.server.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Tests what a watch on one node tells about the members on another one, in memory and on Redis. */
class MembershipWatchOnEveryAdapterTest extends RecipeTest {

    private static final Duration TTL = ofMinutes(15);
    private static final Duration INTERVAL = ofMinutes(5);

    private final Told told = new Told();
    private final List<Throwable> errors = new CopyOnWriteArrayList<>();

    MembershipWatchOnEveryAdapterTest(Adapter adapter, RedisServer server) {
        super(adapter, server);
    }

    /** Records what the listener is told, without the incarnations of the nodes. */
    private static final class Told implements MembershipListener {

        private final List<String> events = new CopyOnWriteArrayList<>();

        @Override
        public void onJoined(String nodeId, Map<String, String> metadata) {
            add("joined", nodeId, metadata);
        }

        @Override
        public void onChanged(String nodeId, Map<String, String> metadata) {
            add("changed", nodeId, metadata);
        }

        @Override
        public void onLeft(String nodeId, Map<String, String> metadata) {
            add("left", nodeId, metadata);
        }

        private void add(String event, String nodeId, Map<String, String> metadata) {
            events.add(event + " " + nodeId.substring(0, nodeId.indexOf('#')) + " " + metadata.get("port"));
        }
    }

    private MembershipWatchBuilder watch() {
        return MembershipWatch.builder(b, told, ofB)
                .interval(INTERVAL)
                .clock(time.clock())
                .errorHandler(errors::add);
    }

    private MembershipWatch start(MembershipWatchBuilder builder) {
        MembershipWatch watch = builder.start();
        time.advance(Duration.ZERO);
        return watch;
    }

    private MemberBuilder member() {
        return Member.builder(a, "a", ofA)
                .metadata(Map.of("port", "1"))
                .ttl(TTL)
                .clock(time.clock())
                .errorHandler(errors::add);
    }

    private Member join(MemberBuilder builder) {
        Member member = builder.start();
        time.advance(Duration.ZERO);
        return member;
    }

    @Test
    void joiningChangingAndLeavingIsToldWithinAnInterval() {
        MembershipWatch watch = start(watch());
        Member member = join(member());
        time.advance(INTERVAL);
        assertThat(told.events).containsExactly("joined a 1");
        member.metadata(Map.of("port", "2"));
        time.advance(INTERVAL);
        assertThat(told.events).containsExactly("joined a 1", "changed a 2");
        assertThat(watch.members()).isEqualTo(Map.of(member.nodeId(), Map.of("port", "2")));
        member.close();
        time.advance(INTERVAL);

        assertThat(told.events).containsExactly("joined a 1", "changed a 2", "left a 2");
        assertThat(watch.members()).isEmpty();
        assertThat(errors).isEmpty();
        watch.close();
    }

    @Test
    void aMemberIsToldOnceHoweverLongItRemains() {
        MembershipWatch watch = start(watch());
        Member member = join(member());
        time.advance(TTL.multipliedBy(4));

        assertThat(told.events).containsExactly("joined a 1");
        assertThat(watch.age()).hasValueSatisfying(age -> assertThat(age).isLessThanOrEqualTo(INTERVAL));
        watch.close();
        member.close();
    }

    @Test
    void aNodeThatHasDiedIsToldToHaveLeftWithinItsTtlAndAnInterval() {
        MembershipWatch watch = start(watch());
        Member unused = join(member());
        ofA.shutdownNow(); // As if its process had died.
        time.advance(TTL.minusMinutes(1));
        assertThat(told.events).containsExactly("joined a 1");
        time.advance(INTERVAL.plusMinutes(1));

        assertThat(told.events).containsExactly("joined a 1", "left a 1");
        watch.close();
    }

    @Test
    void aMemberThatJoinedBeforeTheWatchIsToldAtOnce() {
        Member member = join(member());
        MembershipWatch watch = start(watch());

        assertThat(told.events).containsExactly("joined a 1");
        watch.close();
        member.close();
    }

    @Test
    void nothingIsToldAfterTheWatchIsClosed() {
        MembershipWatch watch = start(watch());
        Member member = join(member());
        watch.close();
        time.advance(TTL.multipliedBy(2));
        member.close();

        assertThat(told.events).isEmpty();
    }

    @Test
    void aHintIsToldBeforeTimePasses() throws Exception {
        needs(Capability.PUBSUB);
        MembershipWatch watch = start(watch().interval(TTL).hintChannel("members"));
        Member member = join(member().hintChannel("members"));
        await(() -> told.events.equals(List.of("joined a 1")));
        member.metadata(Map.of("port", "2"));
        await(() -> told.events.equals(List.of("joined a 1", "changed a 2")));
        member.close();
        await(() -> told.events.equals(List.of("joined a 1", "changed a 2", "left a 2")));

        assertThat(errors).isEmpty();
        watch.close();
    }

    @Test
    void hintsAreToldAgainAfterTheirSubscriptionWasLost() throws Exception {
        needs(Capability.SUBSCRIPTION_LOSS);
        MembershipWatch watch = start(watch().interval(TTL).hintChannel("members"));
        time.advance(TTL); // So that the first attempt to subscribe again need not wait.
        harness.cutSubscriptions();
        Member member = join(member().hintChannel("members"));
        await(() -> told.events.equals(List.of("joined a 1"))); // By a hint or, if that was lost, for the gap.
        member.close();
        await(() -> told.events.equals(List.of("joined a 1", "left a 1")));

        watch.close();
    }

    @Test
    void aChannelThatCannotBeUsedOnlyDelaysWhatIsTold() {
        MembershipWatch watch = start(watch().hintChannel("members"));
        if (harness.capabilities().contains(Capability.SUBSCRIPTION_LOSS)) {
            harness.cutSubscriptions();
        }
        Member member = join(member()); // Which does not publish hints.
        time.advance(INTERVAL);
        assertThat(told.events).containsExactly("joined a 1");
        member.close();
        time.advance(INTERVAL);

        assertThat(told.events).containsExactly("joined a 1", "left a 1");
        watch.close();
    }

    @Test
    void aWatchOfAnUnavailableBackendTellsNothingButErrors() {
        MembershipWatch watch = start(MembershipWatch.builder(harness.connectUnreachable(), told, ofB)
                .interval(INTERVAL)
                .clock(time.clock())
                .errorHandler(errors::add));
        time.advance(INTERVAL);

        assertThat(errors).hasSizeGreaterThanOrEqualTo(2).hasOnlyElementsOfType(CoordinationUnavailableException.class);
        assertThat(told.events).isEmpty();
        assertThat(watch.age()).isEmpty();
        watch.close();
    }
}
