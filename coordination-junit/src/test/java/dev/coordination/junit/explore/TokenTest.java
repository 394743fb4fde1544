// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the format of tokens, and what happens if a token does not fit. */
class TokenTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a*3.time.b*5.a",
                "a*2:not-sent.b",
                "a:reply-lost.a*4:death-after.a#2*3",
                "node-1/task1.node_2/listener12*2.a/lost1.a/2",
                "a:skew1.time*2",
                "a:waits.b/2*3:waits.b:skew2:waits.b"
            })
    void isParsedAndPrintedUnchanged(String text) {
        assertThat(Token.parse(text)).hasToString(text);
    }

    @Test
    void aVariantBelongsToTheLastStepOfItsBlock() {
        assertThat(Token.parse("a*2:not-sent.a").choices())
                .extracting(Token.Choice::variant)
                .containsExactly(Variant.USUAL, Variant.NOT_SENT, Variant.USUAL);
    }

    @ParameterizedTest
    @CsvSource({
        "a*x, ''",
        "a..b, ''",
        "'', ''",
        "' a', ''",
        "a b, ''",
        "a., ''",
        "a:, ''",
        "a:waits:waits, ''",
        "a:waits:not-sent, ''",
        "a*0, ', whose number of steps must be from 1 to 999999'",
        "a*-1, ', whose number of steps must be from 1 to 999999'",
        "a*1000000, ', whose number of steps must be from 1 to 999999'",
        "a*99999999999999999999:waits, ', whose number of steps must be from 1 to 999999'",
        "a:lost, ', and there is no fault \"lost\"'",
        "a:skew9, ', and there is no fault \"skew9\"'",
        "time:not-sent, ', but time cannot fail'"
    })
    void aMalformedTokenIsRefused(String text, String problem) {
        String part = text.contains(".") ? "" : text;
        assertThatThrownBy(() -> Token.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the token must consist of parts such as \"a\", \"a*3\", \"time\" or \"b:not-sent\", separated by dots,"
                                + " but contains \"" + part + "\"" + problem);
    }

    @Test
    void aMalformedTokenIsRefusedBeforeTheExploration() {
        assertThatThrownBy(() -> Exploration.create().replay("a..b")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rubbish | rubbish cannot make step 1: up to there, the nodes and their threads are a, b. Possible choices: a (starts), b (starts)",
                "a*2.b.c | c cannot make step 4: up to there, the nodes and their threads are a, b. Possible choices: a (has the reply), b (cache.exists(\"other\"))",
                "a*3.a | a cannot make step 4: it has ended. Possible choices: b (starts)",
                "a.time | time cannot make step 2: nothing waits for time to pass. Possible choices: a (cache.exists(\"key\")), b (starts)",
                "a*2:not-sent | step 2 is cache.exists(\"key\") of a, for which not-sent is not possible",
                "a*2:waits.b | after step 2, a does not wait for a lock",
                "a*3.b*3:waits | after step 6, b does not wait for a lock",
                "a*3.b*3.a | the program has ended after step 6, but the token has 1 more step",
                "a*3.b*3.a*2 | the program has ended after step 6, but the token has 2 more steps",
                "a*3.b*3.rubbish*999999 | the program has ended after step 6, but the token has 999999 more steps"
            })
    void aTokenOfAnotherProgramSaysWhereItDoesNotFit(String token, String problem) {
        ExplorationResult result = Exploration.create()
                .replay(token)
                .run(nodes ->
                        nodes.run(a -> a.cache().exists("key"), b -> b.cache().exists("other")));

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.levels()).extracting(LevelResult::verdict).containsExactly(Verdict.FAILED);
        assertThat(result.failure().orElseThrow().cause()).hasMessage("the token does not fit the program: " + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.b | b cannot make step 2: it would have to wait for a lock, which is b:waits. Possible choices: a (inside)",
                "a.b:waits.b | b cannot make step 3: it waits for a lock. Possible choices: a (inside)"
            })
    void aTokenMustSayWhichThreadWaits(String token, String problem) {
        ExplorationResult result = Exploration.create().replay(token).run(nodes -> {
            Object lock = new Object();
            NodeCode code = node -> {
                synchronized (lock) {
                    node.work("inside");
                }
            };
            nodes.run(code, code);
        });

        assertThat(result.failure().orElseThrow().cause()).hasMessage("the token does not fit the program: " + problem);
    }

    /** After the end of a token, the schedule continues in the usual order. */
    @Test
    void aTokenMayBeTooShort() {
        ExplorationResult result = Exploration.create()
                .replay("b")
                .run(nodes ->
                        nodes.run(a -> a.cache().exists("key"), b -> b.cache().exists("other")));

        assertThat(result.verdict()).isEqualTo(Verdict.REPLAYED);
    }
}
