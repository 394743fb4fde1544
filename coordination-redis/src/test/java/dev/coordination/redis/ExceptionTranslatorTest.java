// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coordination.CoordinationException;
import dev.coordination.CoordinationUnavailableException;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Tests errors that the tests with a real server do not produce: messages of other Redis versions, and messages that
 * contain secrets.
 */
class ExceptionTranslatorTest {

    private static final CallDescription GET = new CallDescription("get", "key", "k\n");

    private static final String IN_SCRIPT =
            "ERR Error running script (call to f_63513ef721c1dcd34dc697552e11c6fa5356c64c): @user_script:12: ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOADING Redis is loading the dataset in memory",
                "READONLY You can't write against a read only replica.",
                "READONLY You can't write against a read only replica. script: 63513ef7, on @user_script:1.",
                "OOM command not allowed when used memory > 'maxmemory'.",
                "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.",
                "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.",
                "NOAUTH Authentication required.",
                "NOPERM User bob has no permissions to run the 'get' command",
                "WRONGPASS invalid username-password pair or user is disabled.",
                "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
                "CLUSTERDOWN The cluster is down",
                "NOREPLICAS Not enough good replicas to write.",
                "MOVED 3999 127.0.0.1:6381",
                "ASK 3999 127.0.0.1:6381",
                "TRYAGAIN Multiple keys request during rehashing of slot",
                "DENIED Redis is running in protected mode",
                "ERR max number of clients reached",
                IN_SCRIPT + "@user_script: 12: -OOM command not allowed when used memory > 'maxmemory'.",
                IN_SCRIPT + "@user_script: 12: The user executing the script can't run this command or subcommand",
                "ERR The user executing the script can't run this command or subcommand script: 63513ef7, on @user_script:1.",
                "ERR ACL failure in script: User bob has no permissions to run the 'set' command",
            })
    void aRefusalIsReportedAsUnavailable(String text) {
        CoordinationException failure = ExceptionTranslator.errorReply(GET, new JedisDataException(text));

        assertThat(failure)
                .isInstanceOf(CoordinationUnavailableException.class)
                .hasMessage("Redis refused get of key \"k\\u000a\" (G-06): " + text)
                .hasCauseInstanceOf(JedisDataException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WRONGTYPE Operation against a key holding the wrong kind of value",
                IN_SCRIPT + "WRONGTYPE Operation against a key holding the wrong kind of value",
                "ERR value is not an integer or out of range",
                "ERR syntax error",
                "BUSYKEY Target key name already exists.",
                "ERR",
                "",
            })
    void everyOtherErrorIsAPlainCoordinationException(String text) {
        CoordinationException failure = ExceptionTranslator.errorReply(GET, new JedisDataException(text));

        assertThat(failure)
                .isExactlyInstanceOf(CoordinationException.class)
                .hasMessage("Redis answered get of key \"k\\u000a\" with an error: " + text)
                .hasCauseInstanceOf(JedisDataException.class);
    }

    @Test
    void aLongErrorIsShortened() {
        CoordinationException failure =
                ExceptionTranslator.errorReply(GET, new JedisDataException("ERR " + "x".repeat(1_000_000)));

        assertThat(failure.getMessage()).endsWith("x...").hasSizeLessThan(1_200);
    }

    @Test
    void aPasswordThatTheServerEchoesIsNotShown() {
        JedisDataException echo = new JedisDataException(
                "ERR unknown command 'HELLO', with args beginning with: '3' 'AUTH' 'default' 'secret'");

        CoordinationException errorReply = ExceptionTranslator.errorReply(GET, echo);
        CoordinationException noConnection =
                ExceptionTranslator.noConnection(GET, new JedisConnectionException("no HELLO", echo));

        assertThat(errorReply)
                .hasMessageEndingWith("ERR unknown command 'HELLO', ...")
                .hasNoCause();
        assertThat(noConnection).hasMessageContaining("no HELLO").hasNoCause();
    }

    @Test
    void aFailureSaysWhetherTheCallMayHaveTakenEffect() {
        JedisConnectionException failure = new JedisConnectionException("Unexpected end of stream");

        assertThat(ExceptionTranslator.brokenConnection(GET, failure))
                .isInstanceOf(CoordinationUnavailableException.class)
                .hasMessage("Redis could not be reached for get of key \"k\\u000a\" (G-06): Unexpected end of stream;"
                        + " the call may or may not have taken effect")
                .hasCause(failure);
        assertThat(ExceptionTranslator.noConnection(GET, failure))
                .isInstanceOf(CoordinationUnavailableException.class)
                .hasMessage("Redis could not be reached for get of key \"k\\u000a\" (G-06): Unexpected end of stream;"
                        + " nothing was sent")
                .hasCause(failure);
        assertThat(ExceptionTranslator.noConnection(GET, new NoSuchElementException("Timeout waiting for idle object")))
                .hasMessage(
                        "Redis could not be reached for get of key \"k\\u000a\" (G-06): every connection of the pool"
                                + " was in use: Timeout waiting for idle object; nothing was sent");
        assertThat(ExceptionTranslator.noConnection(GET, new InterruptedException()))
                .hasMessage("Redis could not be reached for get of key \"k\\u000a\" (G-06): InterruptedException;"
                        + " nothing was sent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"It broke.", "It broke. ", "It broke.\r\n", "It broke..."})
    void aTrailingPeriodIsRemovedBeforeTheMessageContinues(String text) {
        for (CoordinationException failure : List.of(
                ExceptionTranslator.brokenConnection(GET, new JedisConnectionException(text)),
                ExceptionTranslator.noConnection(GET, new JedisConnectionException(text)),
                ExceptionTranslator.noConnection(GET, new NoSuchElementException(text)))) {
            assertThat(failure).hasMessageContaining(": It broke; ");
        }
    }
}
