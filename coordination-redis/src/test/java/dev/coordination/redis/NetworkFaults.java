// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import dev.coordination.redis.FaultProxy.Link;
import dev.coordination.redis.FaultProxy.Network;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Faults of the network between a handle and a server that works. */
final class NetworkFaults {

    private static final String GROUP = "network";
    private static final long SHORT_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private NetworkFaults() {}

    static List<Fault> all() {
        return List.of(
                closing("connections reset", Link.End.RESET),
                closing("connections closed", Link.End.CLOSE),
                closing("connections half closed", Link.End.SHUT_DOWN_OUTPUT),
                with("every request resets its connection", Fault.BROKEN, () -> new Network() {
                    @Override
                    public void request(Link link, RespFrame request) {
                        link.end(Link.End.RESET);
                    }
                }),
                with("every request closes its connection", Fault.BROKEN, () -> new Network() {
                    @Override
                    public void request(Link link, RespFrame request) {
                        link.end(Link.End.CLOSE);
                    }
                }),
                with("connections reset instead of a reply", Fault.BROKEN, () -> new Network() {
                    @Override
                    public void reply(Link link, RespFrame reply) {
                        link.end(Link.End.RESET);
                    }
                }),
                with("nothing arrives", Fault.BROKEN, () -> new Network() {
                    @Override
                    public void request(Link link, RespFrame request) {}

                    @Override
                    public void reply(Link link, RespFrame reply) {}
                }),
                with("replies do not arrive", Fault.BROKEN, () -> new Network() {
                    @Override
                    public void reply(Link link, RespFrame reply) {}
                }),
                new Late("requests arrive too late", false),
                new Late("replies arrive too late", true),
                new Stalled(),
                with("requests and replies take 20 ms", Fault.HARMLESS, () -> new Network() {
                    @Override
                    public void request(Link link, RespFrame request) throws IOException {
                        LockSupport.parkNanos(SHORT_DELAY_NANOS);
                        link.toServer(request);
                    }

                    @Override
                    public void reply(Link link, RespFrame reply) throws IOException {
                        LockSupport.parkNanos(SHORT_DELAY_NANOS);
                        link.toClient(reply.bytes());
                    }
                }));
    }

    private static Fault with(String name, Set<FaultAnswer> promised, Supplier<Network> network) {
        return new WithNetwork(GROUP, name, promised, network);
    }

    /** What happens to every request and reply until the end. */
    static class WithNetwork extends Fault {
        private final Supplier<Network> network;

        WithNetwork(String group, String name, Set<FaultAnswer> promised, Supplier<Network> network) {
            super(group, name, promised);
            this.network = network;
        }

        @Override
        End begin(FaultServer server) {
            server.forEachProxy(proxy -> proxy.setNetwork(network.get()));
            return () -> server.forEachProxy(proxy -> proxy.setNetwork(Network.WORKING));
        }
    }

    private static Fault closing(String name, Link.End how) {
        return new Fault(GROUP, name, Fault.BROKEN) {
            @Override
            End begin(FaultServer server) {
                server.forEachProxy(proxy -> proxy.closeConnections(how));
                return () -> {};
            }
        };
    }

    /** Requests or replies arrive when nobody waits for them any more. */
    private static final class Late extends Fault {
        private final boolean replies;

        Late(String name, boolean replies) {
            super(GROUP, name, BROKEN);
            this.replies = replies;
        }

        @Override
        End begin(FaultServer server) {
            CountDownLatch arrive = new CountDownLatch(1);
            server.forEachProxy(proxy -> proxy.setNetwork(new Network() {
                @Override
                public void request(Link link, RespFrame request) throws IOException, InterruptedException {
                    if (!replies) {
                        arrive.await();
                    }
                    link.toServer(request);
                }

                @Override
                public void reply(Link link, RespFrame reply) throws IOException, InterruptedException {
                    if (replies) {
                        arrive.await();
                    }
                    link.toClient(reply.bytes());
                }
            }));
            return () -> {
                server.forEachProxy(proxy -> proxy.setNetwork(Network.WORKING));
                arrive.countDown();
            };
        }
    }

    /** The other side reads nothing, as if it was stopped, so that large requests cannot be written. */
    private static final class Stalled extends Fault {
        Stalled() {
            super(GROUP, "nothing is read", BROKEN);
        }

        @Override
        End begin(FaultServer server) {
            server.forEachProxy(proxy -> proxy.setStalled(true));
            return () -> server.forEachProxy(proxy -> proxy.setStalled(false));
        }
    }
}
