// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as text, such as {@code a*3.time.b:not-sent.a/2:waits.a}. Each part names the actor of the next step, or of the next
 * few steps with the variant of the last of them, and says whether the actor then waits for a lock. The ends of phases are not part
 * of a token.
 *
 * @param choices the choices, in order
 */
record Token(List<Choice> choices) {

    private static final int LONGEST_SHOWN = 100;

    private static final Pattern BLOCK = Pattern.compile(
            "([A-Za-z0-9_-]{1,32}(?:#[1-9][0-9]*)?(?:/[a-z]*[0-9]+)?)(?:\\*([1-9][0-9]{0,5}))?(?::(?!waits$|waits:)([a-z0-9-]+))?(:waits)?");

    private static final Pattern COUNT = Pattern.compile("\\*-?[0-9]+(?::|$)");

    /** The actor of a step, the variant of the step, and whether the actor then waits for a lock. */
    record Choice(String who, int variant, boolean waits) {
        boolean isTime() {
            return who.equals("time");
        }
    }

    static Token parse(String text) {
        List<Choice> choices = new ArrayList<>();
        for (String block : Arguments.notNull(text, "token").split("\\.", -1)) {
            Matcher matcher = BLOCK.matcher(block);
            String code = matcher.matches() ? matcher.group(3) : null;
            int variant = code == null ? Variant.USUAL : Variant.ofCode(code);
            boolean misplaced = code != null && matcher.group(1).equals("time");
            if (!matcher.matches() || variant < 0 || misplaced) {
                throw new IllegalArgumentException(
                        "the token must consist of parts such as \"a\", \"a*3\", \"time\" or \"b:not-sent\", separated by dots,"
                                + " but contains " + Arguments.quoted(block) + problem(block, code, misplaced));
            }
            int times = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
            for (int i = 1; i <= times; i++) {
                choices.add(new Choice(
                        matcher.group(1),
                        i == times ? variant : Variant.USUAL,
                        i == times && matcher.group(4) != null));
            }
        }
        return new Token(choices);
    }

    /** Says what is wrong with a part of a token if it has the right form. */
    private static String problem(String block, @Nullable String code, boolean misplaced) {
        if (misplaced) {
            return ", but time cannot fail";
        }
        if (code != null) {
            return ", and there is no fault \"" + code + "\"";
        }
        Matcher count = COUNT.matcher(block);
        return count.find() ? ", whose number of steps must be from 1 to 999999" : "";
    }

    /** Returns the token of a run. If it is long, the choices at its end that follow the usual order are omitted. */
    static Token shown(Run run) {
        Token token = of(run);
        if (token.choices().size() <= LONGEST_SHOWN) {
            return token;
        }
        int ends = 0;
        for (int i = 0; i < run.choicesUntilUsual; i++) {
            ends += run.trace.get(i).actor == Run.END ? 1 : 0;
        }
        return new Token(token.choices().subList(0, Math.max(1, run.choicesUntilUsual - ends)));
    }

    static Token of(Run run) {
        List<Choice> choices = new ArrayList<>();
        for (Event event : run.trace) {
            if (event.actor != Run.END) {
                choices.add(new Choice(event.who, event.variant, event.waits));
            }
        }
        return new Token(choices);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int i = 0;
        while (i < choices.size()) {
            int last = endOfBlock(i);
            Choice choice = choices.get(last);
            text.append(text.length() == 0 ? "" : ".").append(choice.who());
            if (last > i) {
                text.append('*').append(last - i + 1);
            }
            if (choice.variant() != Variant.USUAL) {
                text.append(':').append(Variant.code(choice.variant()));
            }
            text.append(choice.waits() ? ":waits" : "");
            i = last + 1;
        }
        return text.toString();
    }

    private int endOfBlock(int first) {
        int last = first;
        while (last + 1 < choices.size()
                && choices.get(last).variant() == Variant.USUAL
                && !choices.get(last).waits()
                && choices.get(last + 1).who().equals(choices.get(first).who())) {
            last++;
        }
        return last;
    }
}
