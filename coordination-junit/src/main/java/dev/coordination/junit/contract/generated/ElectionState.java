// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.contract.generated;

import dev.coordination.Leadership;
import java.util.ArrayList;
import java.util.List;

/** The states of an election, distinguished by the calls that lead to them. */
enum ElectionState {
    FREE {
        @Override
        void reach(Calls calls, String election, List<Leadership> terms) {}
    },
    HELD {
        @Override
        void reach(Calls calls, String election, List<Leadership> terms) {
            terms.add(acquire(calls, election, A, LIFE));
        }
    },
    HELD_BY_ANOTHER {
        @Override
        void reach(Calls calls, String election, List<Leadership> terms) {
            terms.add(acquire(calls, election, B, LIFE));
        }
    },
    REFUSED {
        @Override
        void reach(Calls calls, String election, List<Leadership> terms) {
            terms.add(acquire(calls, election, A, LIFE));
            acquire(calls, election, B, 2 * LIFE);
        }
    },
    ASKED_AGAIN {
        @Override
        void reach(Calls calls, String election, List<Leadership> terms) {
            terms.add(acquire(calls, election, A, 2 * LIFE));
            terms.add(acquire(calls, election, A, LIFE));
        }
    },
    ASKED_AGAIN_LATE {
        @Override
        void reach(Calls calls, String election, List<Leadership> terms) {
            terms.add(acquire(calls, election, A, 1));
            terms.add(acquire(calls, election, A, LIFE));
        }
    },
    RENEWED {
        @Override
        void reach(Calls calls, String election, List<Leadership> terms) {
            terms.add(acquire(calls, election, A, 1));
            calls.elections().renew(terms.get(0), calls.units(LIFE));
        }
    },
    SHORTENED {
        @Override
        void reach(Calls calls, String election, List<Leadership> terms) {
            terms.add(acquire(calls, election, A, 2 * LIFE));
            calls.elections().renew(terms.get(0), calls.units(LIFE));
        }
    },
    RELEASED {
        @Override
        void reach(Calls calls, String election, List<Leadership> terms) {
            terms.add(acquire(calls, election, A, LIFE));
            calls.elections().release(terms.get(0));
        }
    },
    RELEASED_BY_ID {
        @Override
        void reach(Calls calls, String election, List<Leadership> terms) {
            terms.add(acquire(calls, election, A, LIFE));
            calls.elections().release(election, A);
        }
    },
    NEW_TERM {
        @Override
        void reach(Calls calls, String election, List<Leadership> terms) {
            RELEASED.reach(calls, election, terms);
            terms.add(acquire(calls, election, A, LIFE));
        }
    },
    TAKEN_OVER {
        @Override
        void reach(Calls calls, String election, List<Leadership> terms) {
            RELEASED_BY_ID.reach(calls, election, terms);
            terms.add(acquire(calls, election, B, LIFE));
        }
    },
    /** The term expires when the first unit has passed. */
    EXPIRING {
        @Override
        void reach(Calls calls, String election, List<Leadership> terms) {
            terms.add(acquire(calls, election, A, 1));
        }
    };

    static final String A = "node a";
    static final String B = "node b";

    /** The TTL of a term, in units. */
    static final int LIFE = 4;

    abstract void reach(Calls calls, String election, List<Leadership> terms);

    /** Brings an election into this state, and returns its terms, the oldest first; there is at least one. */
    List<Leadership> of(Calls calls, String election) {
        List<Leadership> terms = new ArrayList<>();
        reach(calls, election, terms);
        if (terms.isEmpty()) {
            terms.add(new Leadership(election, A, Long.MAX_VALUE)); // A token that no term has.
        }
        return terms;
    }

    /** Returns whether a sequence in which no time passes can contain this state. */
    boolean isPossible(Calls calls) {
        return calls.timePasses() || this != EXPIRING;
    }

    static Leadership acquire(Calls calls, String election, String node, int units) {
        return calls.elections().tryAcquire(election, node, calls.units(units)).orElseThrow();
    }
}
