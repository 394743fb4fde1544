// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract;

import dev.coordination.ClusterMembership;
import dev.coordination.LeaderElection;
import dev.coordination.Leadership;
import dev.coordination.SharedCache;
import dev.coordination.junit.contract.history.Histories;
import dev.coordination.junit.contract.history.LeaseModel;
import dev.coordination.junit.contract.history.LeaseModel.Answer;
import dev.coordination.junit.contract.history.MemberModel;
import dev.coordination.junit.contract.history.ValueModel;
import dev.coordination.junit.contract.history.ValueModel.Ask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Histories of concurrent calls, with TTLs that outlast the history: C-11, L-07, M-06. */
abstract class HistoryContract extends HistoryArea {

    private static final int CALLS_OF_A_THREAD = 20;

    /** Tests increments and reads. */
    @Test
    @Tag("C-11")
    void everyHistoryOfACounterIsLinearizable() throws Exception {
        judge(new ValueModel(), (thread, key, handle, random, recorder) -> {
            for (int i = 0; i < CALLS_OF_A_THREAD; i++) {
                Ask ask =
                        random.nextInt(4) == 0 ? new ValueModel.Get() : new ValueModel.Increment(random.nextInt(-2, 4));
                recorder.record(thread, ask, onValue(handle.cache(), key, ask));
            }
        });
    }

    /** Tests writes, deletions and reads of one key. */
    @Test
    @Tag("C-11")
    void everyHistoryOfAValueIsLinearizable() throws Exception {
        judge(new ValueModel(), (thread, key, handle, random, recorder) -> {
            for (int i = 0; i < CALLS_OF_A_THREAD; i++) {
                String value = thread + "-" + i;
                Ask ask = switch (random.nextInt(10)) {
                    case 0, 1 -> new ValueModel.Set(value);
                    case 2 -> new ValueModel.SetIfAbsent(value);
                    case 3 -> new ValueModel.Replace(text(handle.cache().get(key)), value);
                    case 4, 5 -> new ValueModel.Delete();
                    case 6, 7 ->
                        new ValueModel.DeleteExpected(text(handle.cache().get(key)));
                    default -> new ValueModel.Get();
                };
                recorder.record(thread, ask, onValue(handle.cache(), key, ask));
            }
        });
    }

    private Callable<String> onValue(SharedCache cache, String key, Ask ask) {
        Duration ttl = lasting();
        if (ask instanceof ValueModel.Get) {
            return () -> text(cache.get(key));
        }
        if (ask instanceof ValueModel.Set set) {
            return () -> {
                cache.set(key, bytes(set.value()));
                return ValueModel.YES;
            };
        }
        if (ask instanceof ValueModel.SetIfAbsent set) {
            return () -> Boolean.toString(cache.setIfAbsent(key, bytes(set.value()), ttl));
        }
        if (ask instanceof ValueModel.Replace replace) {
            return () -> Boolean.toString(cache.replace(key, bytes(replace.expected()), bytes(replace.value())));
        }
        if (ask instanceof ValueModel.DeleteExpected delete) {
            return () -> Boolean.toString(cache.delete(key, bytes(delete.expected())));
        }
        if (ask instanceof ValueModel.Increment increment) {
            return () -> Long.toString(cache.increment(key, increment.delta()));
        }
        return () -> Boolean.toString(cache.delete(key));
    }

    /** Tests candidates that acquire, renew and release, and query the leader. */
    @Test
    @Tag("L-07")
    void everyHistoryOfAnElectionIsLinearizable() throws Exception {
        judge(new LeaseModel(), (thread, key, handle, random, recorder) -> {
            LeaderElection elections = handle.leaderElection();
            Duration ttl = lasting();
            String node = "node " + thread;
            Leadership held = new Leadership(key, node, 1);
            for (int i = 0; i < CALLS_OF_A_THREAD; i++) {
                Leadership mine = held;
                switch (random.nextInt(5)) {
                    case 0 ->
                        recorder.record(
                                thread,
                                new LeaseModel.Renew(node, mine.fencingToken()),
                                () -> Answer.of(elections.renew(mine, ttl)));
                    case 1, 2 ->
                        recorder.record(
                                thread,
                                new LeaseModel.Release(node, mine.fencingToken()),
                                () -> Answer.of(elections.release(mine)));
                    case 3 ->
                        recorder.record(
                                thread, new LeaseModel.CurrentLeader(), () -> answer(elections.currentLeader(key)));
                    default -> {
                        List<Leadership> won = new ArrayList<>();
                        recorder.record(thread, new LeaseModel.TryAcquire(node), () -> {
                            Optional<Leadership> leadership =
                                    notNull(elections.tryAcquire(key, node, ttl), "leaderElection.tryAcquire");
                            leadership.ifPresent(won::add);
                            return answer(leadership);
                        });
                        held = won.isEmpty() ? held : won.get(0);
                    }
                }
            }
        });
    }

    private static Answer answer(Optional<Leadership> leadership) {
        return notNull(leadership, "leaderElection.currentLeader")
                .map(held -> Answer.term(held.nodeId(), held.fencingToken()))
                .orElseGet(Answer::nobody);
    }

    /** Tests the registration, heartbeats and departure of a node, and queries about it. */
    @Test
    @Tag("M-06")
    void everyHistoryOfAMemberIsLinearizable() throws Exception {
        Histories.Script<MemberModel.Ask, String> script = (thread, key, handle, random, recorder) -> {
            ClusterMembership cluster = handle.clusterMembership();
            for (int i = 0; i < CALLS_OF_A_THREAD; i++) {
                String metadata = thread + "-" + i;
                switch (random.nextInt(6)) {
                    case 0 ->
                        recorder.record(thread, new MemberModel.Register(metadata), () -> {
                            cluster.register(key, Map.of("it", metadata), lasting());
                            return MemberModel.YES;
                        });
                    case 1 ->
                        recorder.record(
                                thread,
                                new MemberModel.Heartbeat(),
                                () -> Boolean.toString(cluster.heartbeat(key, lasting())));
                    case 2 ->
                        recorder.record(
                                thread, new MemberModel.Deregister(), () -> Boolean.toString(cluster.deregister(key)));
                    case 3 ->
                        recorder.record(
                                thread,
                                new MemberModel.GetMetadata(),
                                () -> metadata(
                                        Optional.ofNullable(notNull(cluster.members(), "clusterMembership.members")
                                                .get(key))));
                    default ->
                        recorder.record(thread, new MemberModel.GetMetadata(), () -> metadata(cluster.metadata(key)));
                }
            }
        };
        // A node left behind would be among the members that are read for later keys.
        judge(new MemberModel(), script, Optional.empty(), coordination.clusterMembership()::deregister);
    }

    private static String metadata(Optional<Map<String, String>> metadata) {
        return notNull(metadata, "clusterMembership.metadata")
                .map(map -> map.getOrDefault("it", "?"))
                .orElse(MemberModel.ABSENT);
    }
}
