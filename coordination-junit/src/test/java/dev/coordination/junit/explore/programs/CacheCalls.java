// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore.programs;

import static dev.coordination.junit.explore.programs.Actor.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;

/** Generates calls on the cache. */
final class CacheCalls {

    private CacheCalls() {}

    static Call any(Scope scope) {
        return switch (scope.choices().below(10)) {
            case 0, 1, 2 -> reads(scope);
            case 3, 4 -> sets(scope);
            case 5, 6, 7 -> conditions(scope);
            case 8 -> counts(scope);
            default -> clears(scope);
        };
    }

    /** Generates a call as locks make it. Most of these calls set, renew or remove a TTL. */
    static Call lease(Scope scope) {
        String key = scope.key();
        String value = scope.node();
        Duration ttl = scope.ttl();
        return switch (scope.choices().below(8)) {
            case 0, 1, 2 -> setIfAbsent(key, value, ttl);
            case 3 -> deleteExpected(key, value);
            case 4 -> delete(key);
            case 5 -> expire(key, ttl);
            case 6 -> reads(scope);
            default -> sets(scope);
        };
    }

    private static Call reads(Scope scope) {
        String key = scope.key();
        return switch (scope.choices().below(6)) {
            case 0 -> exists(key);
            case 1 ->
                call(
                        "cache().ttl(\"" + key + "\")",
                        actor -> actor.node().cache().ttl(key));
            default -> get(key);
        };
    }

    private static Call sets(Scope scope) {
        String key = scope.key();
        String value = scope.value();
        if (scope.choices().percent(60)) {
            return call("cache().setText(\"" + key + "\", \"" + value + "\")", actor -> {
                actor.node().cache().setText(key, value);
                return null;
            });
        }
        Duration ttl = scope.ttl();
        return call("cache().setText(\"" + key + "\", \"" + value + "\", " + seconds(ttl) + ")", actor -> {
            actor.node().cache().setText(key, value, ttl);
            return null;
        });
    }

    static Call conditions(Scope scope) {
        String key = scope.key();
        String value = scope.value();
        String expected = scope.otherValue();
        return switch (scope.choices().below(8)) {
            case 0 ->
                call(
                        "cache().setIfAbsent(\"" + key + "\", bytes(\"" + value + "\"))",
                        actor -> actor.node().cache().setIfAbsent(key, value.getBytes(UTF_8)));
            case 1, 2 -> setIfAbsent(key, value, scope.ttl());
            case 3, 4 ->
                call(
                        "cache().replace(\"" + key + "\", bytes(\"" + expected + "\"), bytes(\"" + value + "\"))",
                        actor -> actor.node().cache().replace(key, expected.getBytes(UTF_8), value.getBytes(UTF_8)));
            case 5 -> delete(key);
            case 6 -> deleteExpected(key, expected);
            default -> expire(key, scope.ttl());
        };
    }

    private static Call counts(Scope scope) {
        String key = scope.key();
        if (scope.choices().percent(50)) {
            return call(
                    "cache().increment(\"" + key + "\", 1)",
                    actor -> actor.node().cache().increment(key, 1));
        }
        Duration ttl = scope.ttl();
        return call(
                "cache().increment(\"" + key + "\", 1, " + seconds(ttl) + ")",
                actor -> actor.node().cache().increment(key, 1, ttl));
    }

    private static Call clears(Scope scope) {
        String pattern = scope.choices().one("*", "k*", "[kl]", "x*");
        return call(
                "cache().deleteMatching(\"" + pattern + "\")",
                actor -> actor.node().cache().deleteMatching(pattern));
    }

    static Call get(String key) {
        return call(
                "cache().get(\"" + key + "\")",
                actor -> text(actor.node().cache().get(key)));
    }

    static Call exists(String key) {
        return call(
                "cache().exists(\"" + key + "\")", actor -> actor.node().cache().exists(key));
    }

    static Call setIfAbsent(String key, String value, Duration ttl) {
        return call(
                "cache().setIfAbsent(\"" + key + "\", bytes(\"" + value + "\"), " + seconds(ttl) + ")",
                actor -> actor.node().cache().setIfAbsent(key, value.getBytes(UTF_8), ttl));
    }

    private static Call delete(String key) {
        return call(
                "cache().delete(\"" + key + "\")", actor -> actor.node().cache().delete(key));
    }

    private static Call deleteExpected(String key, String value) {
        return call(
                "cache().delete(\"" + key + "\", bytes(\"" + value + "\"))",
                actor -> actor.node().cache().delete(key, value.getBytes(UTF_8)));
    }

    private static Call expire(String key, Duration ttl) {
        return call(
                "cache().expire(\"" + key + "\", " + seconds(ttl) + ")",
                actor -> actor.node().cache().expire(key, ttl));
    }

    static String seconds(Duration duration) {
        return "ofSeconds(" + duration.toSeconds() + ")";
    }

    private static Call call(String text, Call.Action action) {
        return new Call("$." + text, action);
    }
}
