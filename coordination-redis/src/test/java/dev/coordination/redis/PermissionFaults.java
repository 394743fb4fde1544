// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Faults by which the server does not accept the user of a handle, or not all that it does. */
final class PermissionFaults {

    private static final Set<FaultAnswer> REFUSED = EnumSet.of(FaultAnswer.REFUSED);

    /** Connections go on working; new ones are refused. */
    private static final Set<FaultAnswer> NOTHING_SENT = EnumSet.of(FaultAnswer.NOTHING_SENT);

    private PermissionFaults() {}

    static List<Fault> all() {
        return List.of(
                new Changed("password changed", NOTHING_SENT, false, "resetpass", ">another"),
                new Changed("password changed, connections closed", Fault.BROKEN, true, "resetpass", ">another"),
                new Changed("user off", NOTHING_SENT, false, "off"),
                new Changed("user off, connections closed", Fault.BROKEN, true, "off"),
                new Changed("no commands permitted", EnumSet.of(FaultAnswer.REFUSED, FaultAnswer.LOST), false, "-@all"),
                new Changed("no keys permitted", REFUSED, false, "resetkeys"),
                new NoChannels(),
                new Deleted(),
                new TooManyClients());
    }

    /** The permissions of the user are changed. */
    private static class Changed extends Fault {
        private final boolean closes;
        private final List<String> change;

        Changed(String name, Set<FaultAnswer> promised, boolean closes, String... change) {
            super("permissions", name, promised);
            this.closes = closes;
            this.change = List.of(change);
        }

        @Override
        End begin(FaultServer server) {
            server.forEachCase(running -> {
                List<String> words = new ArrayList<>(List.of("ACL", "SETUSER", running.user()));
                words.addAll(change);
                server.admin().call(words.toArray(String[]::new));
                if (closes) {
                    server.admin().call("CLIENT", "KILL", "USER", running.user());
                }
            });
            return () -> server.forEachCase(running -> FaultBatch.grantAll(server, running.user()));
        }
    }

    /** The server also closes the connections of subscriptions that are no longer permitted. */
    private static final class NoChannels extends Changed {
        NoChannels() {
            super("no channels permitted", REFUSED, false, "resetchannels");
        }

        @Override
        Set<FaultAnswer> promised(FaultOperation operation) {
            return operation instanceof FaultSubscriptionOperation
                    ? EnumSet.of(FaultAnswer.REFUSED, FaultAnswer.IN_DOUBT, FaultAnswer.LOST)
                    : super.promised(operation);
        }
    }

    private static final class Deleted extends Fault {
        Deleted() {
            super("permissions", "user deleted", BROKEN);
        }

        @Override
        End begin(FaultServer server) {
            server.forEachCase(running -> server.admin().call("ACL", "DELUSER", running.user()));
            return () -> server.forEachCase(running -> FaultBatch.grantAll(server, running.user()));
        }
    }

    private static final class TooManyClients extends Fault {
        TooManyClients() {
            super("permissions", "too many clients", BROKEN);
        }

        @Override
        End begin(FaultServer server) {
            server.admin().call("CONFIG", "SET", "maxclients", "1");
            server.forEachCase(running -> server.admin().call("CLIENT", "KILL", "USER", running.user()));
            return () -> server.admin().call("CONFIG", "SET", "maxclients", "10000");
        }
    }
}
