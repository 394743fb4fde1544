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
                new Changed(
                        "no channels permitted",
                        EnumSet.of(FaultAnswer.REFUSED, FaultAnswer.LOST),
                        false,
                        "resetchannels"),
                new Deleted(),
                new TooManyClients());
    }

    /** The permissions of the user are changed. */
    private static final class Changed extends Fault {
        private final boolean closes;
        private final List<String> change;

        Changed(String name, Set<FaultAnswer> promised, boolean closes, String... change) {
            super("permissions", name, promised);
            this.closes = closes;
            this.change = List.of(change);
        }

        @Override
        void begin(FaultServer server) {
            server.forEachCase(running -> {
                List<String> words = new ArrayList<>(List.of("ACL", "SETUSER", running.user()));
                words.addAll(change);
                server.admin().call(words.toArray(String[]::new));
                if (closes) {
                    server.admin().call("CLIENT", "KILL", "USER", running.user());
                }
            });
        }

        @Override
        void end(FaultServer server) {
            server.forEachCase(running -> FaultBatch.grantAll(server, running.user()));
        }
    }

    private static final class Deleted extends Fault {
        Deleted() {
            super("permissions", "user deleted", BROKEN);
        }

        @Override
        void begin(FaultServer server) {
            server.forEachCase(running -> server.admin().call("ACL", "DELUSER", running.user()));
        }

        @Override
        void end(FaultServer server) {
            server.forEachCase(running -> FaultBatch.grantAll(server, running.user()));
        }
    }

    private static final class TooManyClients extends Fault {
        TooManyClients() {
            super("permissions", "too many clients", BROKEN);
        }

        @Override
        void begin(FaultServer server) {
            server.admin().call("CONFIG", "SET", "maxclients", "1");
            server.forEachCase(running -> server.admin().call("CLIENT", "KILL", "USER", running.user()));
        }

        @Override
        void end(FaultServer server) {
            server.admin().call("CONFIG", "SET", "maxclients", "10000");
        }
    }
}
