// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import dev.coordination.Leadership;
import java.util.ArrayList;
import java.util.List;

/**
 * Releases terms in each way, and then lets the node that held them renew and release them while nobody leads: on the
 * handle that released them and on another handle, at once and later, but within the TTL.
 */
public final class ReleasedTermCalls {

    private static final List<ElectionState> HELD_BY_A = List.of(
            ElectionState.HELD,
            ElectionState.ASKED_AGAIN,
            ElectionState.RENEWED,
            ElectionState.SHORTENED,
            ElectionState.NEW_TERM);

    private static final List<ElectionOperation> RELEASES =
            List.of(ElectionOperation.RELEASE, ElectionOperation.RELEASE_BY_ID);

    private static final List<ElectionOperation> LATER =
            List.of(ElectionOperation.RENEW, ElectionOperation.RELEASE, ElectionOperation.RELEASE_BY_ID);

    private static final int HANDLES = 2;

    private ReleasedTermCalls() {}

    private record Case(String election, List<Leadership> terms, ElectionOperation later, int handle) {

        void call(Calls calls) {
            later.call(calls.on(handle).leaderElection(), election, terms, calls.units(ElectionState.LIFE));
            for (int each = 0; each < HANDLES; each++) {
                calls.on(each).leaderElection().currentLeader(election);
            }
        }
    }

    /** Makes the calls. */
    public static void generate(Calls calls) {
        List<Case> cases = new ArrayList<>();
        for (ElectionState state : HELD_BY_A) {
            for (ElectionOperation release : RELEASES) {
                for (ElectionOperation later : LATER) {
                    for (int handle = 0; handle < HANDLES; handle++) {
                        String election = calls.name(cases.size());
                        List<Leadership> terms = state.of(calls, election);
                        release.call(calls.on(0).leaderElection(), election, terms, calls.units(1));
                        Case released = new Case(election, terms, later, handle);
                        released.call(calls);
                        cases.add(released);
                    }
                }
            }
        }
        calls.pass(ElectionState.LIFE - 1);
        cases.forEach(each -> each.call(calls));
    }
}
