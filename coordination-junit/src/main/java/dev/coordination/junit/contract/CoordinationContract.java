package dev.coordination.junit.contract;

import dev.coordination.junit.harness.Capability;
import dev.coordination.junit.harness.CoordinationHarness;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;

/**
 * The contract: extend it, say how to get a {@link CoordinationHarness} for your adapter, and run it as any test class.
 *
 * <pre>{@code
 * class EtcdCoordinationContractTest extends CoordinationContract {
 *     @Override
 *     protected CoordinationHarness harness() {
 *         return new EtcdHarness();
 *     }
 * }
 * }</pre>
 *
 * <p>The first area checks the harness itself, so that a broken harness is told from a broken adapter. A test that needs a
 * {@link Capability} that is missing is skipped, with the reason. Tests may run in any order and in parallel.
 *
 * @since 0.1.0
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
public abstract class CoordinationContract {

    /** For subclasses. */
    protected CoordinationContract() {}

    /**
     * Returns a new harness on a fresh, empty backend. Called for each test, and again when a test is repeated; by several
     * threads at once if tests run in parallel.
     *
     * @return the harness; the contract closes it
     * @since 0.1.0
     */
    protected abstract CoordinationHarness harness();

    /** Checks the harness, before it is trusted with the rules. */
    @Nested
    @Order(1)
    @DisplayName("the harness itself")
    public class HarnessRules extends HarnessContract {
        /** JUnit creates it. */
        public HarnessRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** What is refused, what is copied, what is kept apart: G-01 to G-04, G-07. */
    @Nested
    @Order(2)
    @DisplayName("names, TTLs, copies, areas")
    public class GeneralRules extends GeneralContract {
        /** JUnit creates it. */
        public GeneralRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** Handles that are closed, and handles without a backend: G-05, G-06. */
    @Nested
    @Order(3)
    @DisplayName("closing, unreachable backends")
    public class ClosingRules extends ClosingContract {
        /** JUnit creates it. */
        public ClosingRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** What an adapter has it does, and what it does not have it says: G-08. */
    @Nested
    @Order(4)
    @DisplayName("capabilities")
    public class CapabilitiesRules extends CapabilitiesContract {
        /** JUnit creates it. */
        public CapabilitiesRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** Values and the atomic changes of one key: C-01, C-02, C-04 to C-06, C-12, C-14. */
    @Nested
    @Order(5)
    @DisplayName("cache")
    public class CacheRules extends CacheContract {
        /** JUnit creates it. */
        public CacheRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** Changes that depend on what a key holds: C-13, C-15. */
    @Nested
    @Order(6)
    @DisplayName("comparing")
    public class ComparisonRules extends ComparisonContract {
        /** JUnit creates it. */
        public ComparisonRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** A key is there until its TTL has passed, and gone from then on: C-03. */
    @Nested
    @Order(7)
    @DisplayName("expiry")
    public class ExpiryRules extends ExpiryContract {
        /** JUnit creates it. */
        public ExpiryRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** Incrementing: C-07 to C-11. */
    @Nested
    @Order(8)
    @DisplayName("counters")
    public class CounterRules extends CounterContract {
        /** JUnit creates it. */
        public CounterRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** The language of patterns, for keys and for channels: P-01 to P-08. */
    @Nested
    @Order(9)
    @DisplayName("patterns")
    public class PatternRules extends PatternContract {
        /** JUnit creates it. */
        public PatternRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** Publishing and subscribing: S-01, S-03, S-10. */
    @Nested
    @Order(10)
    @DisplayName("publishing")
    public class PubSubRules extends PubSubContract {
        /** JUnit creates it. */
        public PubSubRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** What publish returns: S-03. */
    @Nested
    @Order(11)
    @DisplayName("receiver counts")
    public class ReceiverCountRules extends ReceiverCountContract {
        /** JUnit creates it. */
        public ReceiverCountRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** The order of messages: S-02. */
    @Nested
    @Order(12)
    @DisplayName("message order")
    public class MessageOrderRules extends MessageOrderContract {
        /** JUnit creates it. */
        public MessageOrderRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** Which topics a message reaches, and what it tells of itself: S-04, S-05. */
    @Nested
    @Order(13)
    @DisplayName("topics")
    public class TopicsRules extends TopicContract {
        /** JUnit creates it. */
        public TopicsRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** Waiting for messages: S-06. */
    @Nested
    @Order(14)
    @DisplayName("waiting")
    public class WaitingRules extends WaitingContract {
        /** JUnit creates it. */
        public WaitingRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** Taking messages without waiting: S-11. */
    @Nested
    @Order(15)
    @DisplayName("polling")
    public class PollingRules extends PollingContract {
        /** JUnit creates it. */
        public PollingRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** Falling behind: S-08. */
    @Nested
    @Order(16)
    @DisplayName("overflow")
    public class OverflowRules extends OverflowContract {
        /** JUnit creates it. */
        public OverflowRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** Closing a subscription, and losing one: S-07, S-12. */
    @Nested
    @Order(17)
    @DisplayName("end of subscriptions")
    public class SubscriptionEndRules extends SubscriptionEndContract {
        /** JUnit creates it. */
        public SubscriptionEndRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** How listeners are called: S-01, S-03, S-04, S-08, S-09, S-11. */
    @Nested
    @Order(18)
    @DisplayName("listeners")
    public class ListenerRules extends ListenerContract {
        /** JUnit creates it. */
        public ListenerRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** What listeners may do: S-09. */
    @Nested
    @Order(19)
    @DisplayName("what listeners may do")
    public class ListenerActionsRules extends ListenerActionsContract {
        /** JUnit creates it. */
        public ListenerActionsRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** Listeners that throw or are interrupted: S-09. */
    @Nested
    @Order(20)
    @DisplayName("failures of listeners")
    public class ListenerFailureRules extends ListenerFailureContract {
        /** JUnit creates it. */
        public ListenerFailureRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** Listeners that fall behind: S-07 to S-09. */
    @Nested
    @Order(21)
    @DisplayName("overflow of listeners")
    public class ListenerOverflowRules extends ListenerOverflowContract {
        /** JUnit creates it. */
        public ListenerOverflowRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** Listeners that are closed, or lose their connection: S-07, S-09, S-12. */
    @Nested
    @Order(22)
    @DisplayName("end of listeners")
    public class ListenerEndRules extends ListenerEndContract {
        /** JUnit creates it. */
        public ListenerEndRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** Who leads, and who sees it: L-01, L-06, L-08. */
    @Nested
    @Order(23)
    @DisplayName("leader election")
    public class ElectionRules extends ElectionContract {
        /** JUnit creates it. */
        public ElectionRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** How a term is renewed, and how it ends: L-02, L-03, L-05. */
    @Nested
    @Order(24)
    @DisplayName("leases")
    public class LeaseRules extends LeaseContract {
        /** JUnit creates it. */
        public LeaseRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** What an old term can still do, and fencing tokens: L-03, L-04. */
    @Nested
    @Order(25)
    @DisplayName("fencing")
    public class FencingRules extends FencingContract {
        /** JUnit creates it. */
        public FencingRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** Many who want to lead at once: L-07, L-02, L-05. */
    @Nested
    @Order(26)
    @DisplayName("contention")
    public class ContentionRules extends ContentionContract {
        /** JUnit creates it. */
        public ContentionRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** Registering, heartbeats and leaving: M-01 to M-04. */
    @Nested
    @Order(27)
    @DisplayName("cluster membership")
    public class MembershipRules extends MembershipContract {
        /** JUnit creates it. */
        public MembershipRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** What nodes tell of themselves: M-05, G-03. */
    @Nested
    @Order(28)
    @DisplayName("metadata")
    public class MetadataRules extends MetadataContract {
        /** JUnit creates it. */
        public MetadataRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** What looking at a cluster returns: M-05, M-06. */
    @Nested
    @Order(29)
    @DisplayName("snapshots of the cluster")
    public class SnapshotRules extends SnapshotContract {
        /** JUnit creates it. */
        public SnapshotRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** One clock moves everything that expires: T-01. */
    @Nested
    @Order(30)
    @DisplayName("time")
    public class TimeRules extends TimeContract {
        /** JUnit creates it. */
        public TimeRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }

    /** What concurrent threads called and got, judged as a whole: C-11, L-07, M-06. */
    @Nested
    @Order(31)
    @DisplayName("histories")
    public class HistoryRules extends HistoryContract {
        /** JUnit creates it. */
        public HistoryRules() {}

        @Override
        protected CoordinationHarness harness() {
            return CoordinationContract.this.harness();
        }
    }
}
