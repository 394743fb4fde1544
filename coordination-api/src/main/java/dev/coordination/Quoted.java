package dev.coordination;

import java.util.Collection;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Names as messages show them: on one line, and short, because a name may have 64 KiB. */
final class Quoted {

    /** How much of a name is shown, in characters. */
    private static final int SHOWN = 60;

    /** How many topics are shown. */
    private static final int SHOWN_TOPICS = 3;

    private Quoted() {}

    static String text(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().limit(SHOWN).forEach(c -> append(quoted, (char) c));
        quoted.append('"');
        if (text.length() > SHOWN) {
            quoted.append("... (").append(text.length()).append(" characters)");
        }
        return quoted.toString();
    }

    private static void append(StringBuilder quoted, char c) {
        switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                quoted.append("\\u").append(HexFormat.of().toHexDigits(c));
            default -> quoted.append(c);
        }
    }

    static String topics(Collection<Topic> topics) {
        String first = topics.stream().limit(SHOWN_TOPICS).map(Topic::toString).collect(Collectors.joining(", "));
        int more = topics.size() - SHOWN_TOPICS;
        return more > 0 ? first + " and " + more + " more" : first;
    }
}
