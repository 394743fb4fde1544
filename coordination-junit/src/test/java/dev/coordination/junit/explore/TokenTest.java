// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
                "a:skew1.time*2"
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
    @ValueSource(strings = {"a*x", "a*0", "a..b", " a", "a:lost", "a:", "a b"})
    void aMalformedTokenIsRefused(String text) {
        assertThatThrownBy(() -> Exploration.create().replay(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "the token must consist of parts such as \"a\", \"a*3\", \"time\" or \"b:not-sent\", separated by dots,"
                                + " but contains \"");
    }

    @Test
    void aTokenOfAnotherProgramSaysWhereItDoesNotFit() {
        ExplorationResult result = Exploration.create()
                .replay("a*2.b.c")
                .run(nodes ->
                        nodes.run(a -> a.cache().exists("key"), b -> b.cache().exists("other")));

        assertThat(result.failure())
                .isPresent()
                .get()
                .satisfies(
                        failure -> assertThat(failure.cause())
                                .hasMessage(
                                        "the token does not fit the program: c cannot make step 4: it has ended, or was never"
                                                + " started. Possible choices: a (has the reply), b (cache.exists(\"other\"))"));
    }

    @Test
    void aTokenThatIsTooLongIsRefused() {
        ExplorationResult result = Exploration.create().replay("a*3.a").run(nodes -> nodes.run(a -> a.work("once")));

        assertThat(result.failure())
                .isPresent()
                .get()
                .satisfies(
                        failure -> assertThat(failure.cause())
                                .hasMessage(
                                        "the token does not fit the program: the program has ended before the end of the token"));
    }
}
