package dev.coordination.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern, ready to match names: the globs of Redis, on the bytes of UTF-8.
 *
 * <table>
 * <caption>The language</caption>
 * <tr><td>{@code *}</td><td>any run of bytes, the empty one too (P-01)</td></tr>
 * <tr><td>{@code ?}</td><td>exactly one byte (P-02)</td></tr>
 * <tr><td>{@code [abc]}</td><td>one byte of those (P-03)</td></tr>
 * <tr><td>{@code [a-z]} {@code [z-a]}</td><td>one byte of the range, either way round (P-03)</td></tr>
 * <tr><td>{@code [a-]z]}</td><td>the byte after {@code a-} ends the range, whatever it is (P-03)</td></tr>
 * <tr><td>{@code [a-}</td><td>{@code -} with nothing after it is itself (P-03)</td></tr>
 * <tr><td>{@code [\x]}</td><td>{@code x} itself, which starts no range (P-03)</td></tr>
 * <tr><td>{@code [^...]}</td><td>one byte that is none of those (P-04)</td></tr>
 * <tr><td>{@code \x}</td><td>{@code x} itself (P-05)</td></tr>
 * <tr><td>{@code [abc}</td><td>a class that is not closed ends with the pattern (P-06)</td></tr>
 * <tr><td>{@code []} {@code [}</td><td>nothing (P-06)</td></tr>
 * <tr><td>{@code [^]} {@code [^}</td><td>any byte (P-06)</td></tr>
 * <tr><td>{@code \} at the end</td><td>itself, in a class too (P-06)</td></tr>
 * <tr><td>anything else</td><td>itself (P-07)</td></tr>
 * </table>
 *
 * <p>Everything but {@code *} takes exactly one byte. So when a match fails it is enough to let the <em>last</em>
 * {@code *} take one byte more: an earlier one could only reach the same places later. That makes at most pattern times
 * name steps (P-08).
 */
final class Glob {

    /** One for each byte that is to be matched, the bytes that will do; null for a {@code *}. */
    private final List<@Nullable BitSet> parts;

    private Glob(List<@Nullable BitSet> parts) {
        this.parts = parts;
    }

    static Glob compile(String pattern) {
        return new Glob(new GlobParser(pattern.getBytes(UTF_8)).parse());
    }

    boolean matches(String name) {
        byte[] bytes = name.getBytes(UTF_8);
        int part = 0;
        int at = 0;
        int lastStar = -1;
        int takenByStar = 0;
        while (at < bytes.length) {
            BitSet wanted = part < parts.size() ? parts.get(part) : null;
            if (wanted != null && wanted.get(bytes[at] & 0xff)) {
                part++;
                at++;
            } else if (wanted == null && part < parts.size()) {
                lastStar = part++;
                takenByStar = at;
            } else if (lastStar >= 0) {
                part = lastStar + 1;
                at = ++takenByStar;
            } else {
                return false;
            }
        }
        while (part < parts.size() && parts.get(part) == null) {
            part++;
        }
        return part == parts.size();
    }
}
