// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.catalogue;

import static dev.coordination.junit.explore.catalogue.Bytes.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.SharedCache;
import dev.coordination.junit.explore.Node;
import dev.coordination.junit.explore.Nodes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** Entries of the shared cache that several nodes read and write. */
final class Entries {

    static final List<KnownBug> BUGS = List.of(
            new KnownBug(
                    "Cache-aside",
                    "a slow reader stores a value that has changed in the meantime, and nothing replaces it",
                    nodes -> readsNewValues(nodes, Entries::readThrough, Entries::writeAndDelete),
                    nodes -> readsNewValues(nodes, Entries::readVersion, Entries::writeVersion)),
            new KnownBug(
                    "Session after a logout",
                    "a request that is in progress stores the session again",
                    nodes -> staysLoggedOut(nodes, Entries::setSession),
                    nodes -> staysLoggedOut(nodes, Entries::replaceSession)),
            new KnownBug(
                    "exists, then get",
                    "the entry expires between the two calls",
                    Needs.timeSteps(1),
                    nodes -> readsTheToken(
                            nodes,
                            cache -> cache.exists("token")
                                    ? cache.getText("token").orElseThrow()
                                    : ""),
                    nodes ->
                            readsTheToken(nodes, cache -> cache.getText("token").orElse(""))),
            new KnownBug(
                    "User in two entries",
                    "a reader sees one entry before a change and the other after it",
                    nodes -> readsOneUser(nodes, Entries::setTwo, Entries::getTwo),
                    nodes -> readsOneUser(nodes, Entries::setOne, Entries::getOne)),
            new KnownBug(
                    "Doctors on call",
                    "each sees that the other is on call, and both go home",
                    nodes -> oneIsOnCall(nodes, Entries::leaveIfOtherIsThere),
                    nodes -> oneIsOnCall(nodes, Entries::leaveUnlessAlone)));

    private Entries() {}

    /** A database, which the nodes share. */
    interface Database {
        String read();

        void write(String value);
    }

    /** A database with one value. */
    static final class OneValue implements Database {
        private String value = "old";

        @Override
        public String read() {
            return value;
        }

        @Override
        public void write(String newValue) {
            value = newValue;
        }
    }

    private static void readsNewValues(
            Nodes nodes, BiFunction<SharedCache, Database, String> read, BiConsumer<SharedCache, Database> write)
            throws Exception {
        Database database = nodes.shared(Database.class, new OneValue());

        nodes.run(a -> write.accept(a.cache(), database), b -> read.apply(b.cache(), database));

        assertThat(read.apply(nodes.node("reader").cache(), database)).isEqualTo("new");
    }

    private static String readThrough(SharedCache cache, Database database) {
        Optional<String> cached = cache.getText("value");
        if (cached.isPresent()) {
            return cached.get();
        }
        String value = database.read();
        cache.setText("value", value);
        return value;
    }

    private static void writeAndDelete(SharedCache cache, Database database) {
        database.write("new");
        cache.delete("value");
    }

    /** A slow reader stores the old value under a key that is no longer read. */
    private static String readVersion(SharedCache cache, Database database) {
        String key = "value-" + cache.getText("version").orElse("0");
        Optional<String> cached = cache.getText(key);
        if (cached.isPresent()) {
            return cached.get();
        }
        String value = database.read();
        cache.setText(key, value);
        return value;
    }

    private static void writeVersion(SharedCache cache, Database database) {
        database.write("new");
        cache.increment("version", 1);
    }

    private static void staysLoggedOut(Nodes nodes, BiConsumer<SharedCache, String> store) throws Exception {
        nodes.node("login").cache().setText("session", "cart: empty");

        nodes.run(
                a -> a.cache().getText("session").ifPresent(session -> store.accept(a.cache(), session)),
                b -> b.cache().delete("session"));

        assertThat(nodes.node("reader").cache().getText("session")).isEmpty();
    }

    private static void setSession(SharedCache cache, String session) {
        cache.setText("session", "cart: a book");
    }

    private static void replaceSession(SharedCache cache, String session) {
        cache.replace("session", bytes(session), bytes("cart: a book"));
    }

    private static void readsTheToken(Nodes nodes, Function<SharedCache, String> read) throws Exception {
        nodes.run(
                a -> a.cache().setText("token", "secret", Duration.ofMinutes(5)),
                b -> assertThat(read.apply(b.cache())).isIn("", "secret"));
    }

    private static void readsOneUser(Nodes nodes, Consumer<SharedCache> write, Function<SharedCache, String> read)
            throws Exception {
        SharedCache set = nodes.node("login").cache();
        set.setText("name", "Ada");
        set.setText("mail", "ada@example.org");
        set.setText("user", "Ada <ada@example.org>");

        nodes.run(
                a -> write.accept(a.cache()),
                b -> assertThat(read.apply(b.cache())).isIn("Ada <ada@example.org>", "Bob <bob@example.org>"));
    }

    private static void setTwo(SharedCache cache) {
        cache.setText("name", "Bob");
        cache.setText("mail", "bob@example.org");
    }

    private static String getTwo(SharedCache cache) {
        return cache.getText("name").orElseThrow() + " <"
                + cache.getText("mail").orElseThrow() + ">";
    }

    private static void setOne(SharedCache cache) {
        cache.setText("user", "Bob <bob@example.org>");
    }

    private static String getOne(SharedCache cache) {
        return cache.getText("user").orElseThrow();
    }

    private static void oneIsOnCall(Nodes nodes, Consumer<Node> leave) throws Exception {
        SharedCache hospital = nodes.node("hospital").cache();
        hospital.setText("on-call-a", "yes");
        hospital.setText("on-call-b", "yes");
        hospital.setText("on-call", "ab");
        nodes.always(
                "a doctor is on call",
                () -> (hospital.exists("on-call-a") || hospital.exists("on-call-b")) && hospital.exists("on-call"));

        nodes.run(leave::accept, leave::accept);
    }

    private static void leaveIfOtherIsThere(Node node) {
        if (node.cache().exists(node.name().equals("a") ? "on-call-b" : "on-call-a")) {
            node.cache().delete("on-call-" + node.name());
        }
    }

    private static void leaveUnlessAlone(Node node) {
        String others;
        String all;
        do {
            all = node.cache().getText("on-call").orElseThrow();
            others = all.replace(node.name(), "");
        } while (!others.isEmpty() && !node.cache().replace("on-call", bytes(all), bytes(others)));
    }
}
