// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coordination.redis.FaultProxy.Link;
import dev.coordination.redis.FaultProxy.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Replies that are not those of the server. The server works, and executes what is sent, unless the reply is a refusal. */
final class ReplyFaults {

    private static final String GROUP = "replies";

    /** Commands that set up a connection. */
    private static final Set<String> HANDSHAKE = Set.of("HELLO", "AUTH", "CLIENT", "SELECT", "ROLE", "PING");

    private static final Set<FaultAnswer> NO_VALID_REPLY =
            EnumSet.of(FaultAnswer.IN_DOUBT, FaultAnswer.LOST, FaultAnswer.NOTHING_SENT);

    private static final String REFUSED_MARK = "refused";

    /** What the server receives instead of a command that is refused. */
    private static final RespFrame REFUSED =
            new RespFrame("PING", List.of(), "*2\r\n$4\r\nPING\r\n$7\r\nrefused\r\n".getBytes(ISO_8859_1));

    private ReplyFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        all.add(garbage("HTTP", "HTTP/1.1 400 Bad Request\r\n\r\n"));
        all.add(garbage("zero bytes", "\0".repeat(100)));
        all.add(garbage("line breaks", "\r\n\r\n"));
        all.add(garbage("lists nested 50,000 times", "*1\r\n".repeat(50_000)));
        all.add(garbage("a list longer than the heap", "*2147483647\r\n"));
        all.add(garbage("a string longer than the heap", "$2147483647\r\n"));
        all.add(garbage("a negative length", "$-7\r\n"));
        all.add(garbage("a length that is no number", "$abc\r\n\r\n"));

        all.add(new NetworkFaults.WithNetwork(GROUP, "HTTP, to every request", Fault.BROKEN, () -> new Network() {
            @Override
            public void request(Link link, RespFrame request) throws IOException {
                link.toClient("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(ISO_8859_1));
            }
        }));
        Set<String> nilOrText = Set.of("get", "currentLeader", "metadata", "tryAcquire");
        all.add(kind("nil", "$-1\r\n", union(nilOrText, Set.of("setIfAbsent", "setIfAbsent with a TTL"))));
        all.add(kind(
                "a number",
                ":7\r\n",
                Set.of("ttl", "increment", "publish", "deleteMatching", "deleteMatching in steps")));
        all.add(kind("a string", "$4\r\ntext\r\n", nilOrText));
        all.add(kind("a status", "+QUEUED\r\n", nilOrText));
        all.add(kind("an empty list", "*0\r\n", Set.of()));
        all.add(kind("a list of lists", "*1\r\n*1\r\n$1\r\na\r\n", Set.of()));
        all.add(kind("a list with an error", "*2\r\n$1\r\na\r\n-ERR inside\r\n", Set.of()));
        all.add(kind("a boolean", "#t\r\n", Set.of()));
        all.add(kind("a double", ",1.5\r\n", Set.of()));
        all.add(kind("a map", "%1\r\n$1\r\na\r\n$1\r\nb\r\n", Set.of()));
        all.add(twice());
        all.add(truncated("truncated, then closed", true));
        all.add(truncated("truncated, then nothing", false));
        all.add(refusal("LOADING Redis is loading the dataset in memory"));
        all.add(refusal("CLUSTERDOWN The cluster is down"));
        all.add(refusal("MOVED 3999 127.0.0.1:1"));
        all.add(refusal("ASK 3999 127.0.0.1:1"));
        all.add(refusal("TRYAGAIN Multiple keys request during rehashing of slot"));
        return all;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new java.util.HashSet<>(one);
        both.addAll(other);
        return both;
    }

    private static Fault garbage(String name, String bytes) {
        return new Replacement(
                "garbage: " + name,
                NO_VALID_REPLY,
                Set.of(),
                (link, reply) -> link.toClient(bytes.getBytes(ISO_8859_1)));
    }

    /** A reply of a kind that no command but those of some operations can have. */
    private static Fault kind(String name, String bytes, Set<String> operations) {
        return new Replacement(
                "wrong kind: " + name,
                NO_VALID_REPLY,
                operations,
                (link, reply) -> link.toClient(bytes.getBytes(ISO_8859_1)));
    }

    /** A reply that is followed by another, which the next call must not take for its own. */
    private static Fault twice() {
        Set<String> onSubscriptions = FaultSubscriptionOperation.all().stream()
                .map(FaultOperation::toString)
                .collect(Collectors.toSet());
        return new Replacement("sent twice", NO_VALID_REPLY, onSubscriptions, (link, reply) -> {
            byte[] both = Arrays.copyOf(reply.bytes(), 2 * reply.bytes().length);
            System.arraycopy(reply.bytes(), 0, both, reply.bytes().length, reply.bytes().length);
            link.toClient(both);
        });
    }

    private static Fault truncated(String name, boolean close) {
        return new Replacement(name, NO_VALID_REPLY, Set.of(), (link, reply) -> {
            link.toClient(Arrays.copyOf(reply.bytes(), reply.bytes().length / 2));
            if (close) {
                link.end(Link.End.CLOSE);
            }
        });
    }

    /** What arrives instead of a reply. */
    private interface Sender {
        void send(Link link, RespFrame reply) throws IOException;
    }

    /** Replaces every reply except for those that set up a connection. */
    private static final class Replacement extends NetworkFaults.WithNetwork {
        private final Set<String> notApplicable;

        Replacement(String name, Set<FaultAnswer> promised, Set<String> notApplicable, Sender sender) {
            super(GROUP, name, promised, () -> new Network() {
                @Override
                public void reply(Link link, RespFrame reply) throws IOException {
                    if (HANDSHAKE.contains(reply.command())) {
                        link.toClient(reply.bytes());
                    } else {
                        sender.send(link, reply);
                    }
                }
            });
            this.notApplicable = notApplicable;
        }

        @Override
        boolean appliesTo(FaultOperation operation) {
            return !notApplicable.contains(operation.toString());
        }
    }

    /** An error reply of a server that refuses everything and executes nothing. */
    private static Fault refusal(String error) {
        String code = error.substring(0, error.indexOf(' ')).toUpperCase(Locale.ROOT);
        byte[] bytes = ("-" + error + "\r\n").getBytes(ISO_8859_1);
        return new NetworkFaults.WithNetwork(
                "refusals", code, EnumSet.of(FaultAnswer.REFUSED, FaultAnswer.LOST), () -> new Network() {
                    /** Replaces the command by one whose reply has the same place among other replies. */
                    @Override
                    public void request(Link link, RespFrame request) throws IOException {
                        link.toServer(HANDSHAKE.contains(request.command()) ? request : REFUSED);
                    }

                    @Override
                    public void reply(Link link, RespFrame reply) throws IOException {
                        boolean refused = new String(reply.bytes(), ISO_8859_1).contains(REFUSED_MARK);
                        link.toClient(refused ? bytes : reply.bytes());
                    }
                });
    }
}
