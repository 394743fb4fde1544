// SPDX-License-Identifier: Apache-2.0
package dev.coordination.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coordination.Arguments;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled pattern, for adapters whose backend does not match patterns itself. The syntax is that of Redis globs, applied
 * to the UTF-8 bytes of names.
 *
 * <table>
 * <caption>Syntax</caption>
 * <tr><td>{@code *}</td><td>any sequence of bytes, including the empty one (P-01)</td></tr>
 * <tr><td>{@code ?}</td><td>exactly one byte (P-02)</td></tr>
 * <tr><td>{@code [abc]}</td><td>one of these bytes (P-03)</td></tr>
 * <tr><td>{@code [a-z]} {@code [z-a]}</td><td>one byte of the range, whose ends may be in either order (P-03)</td></tr>
 * <tr><td>{@code [a-]z]}</td><td>the byte after {@code a-} ends the range, whatever it is (P-03)</td></tr>
 * <tr><td>{@code [a-}</td><td>{@code a} or {@code -}: a {@code -} with nothing after it stands for itself (P-03)</td></tr>
 * <tr><td>{@code [\x]}</td><td>{@code x}, which never starts a range (P-03)</td></tr>
 * <tr><td>{@code [^...]}</td><td>one byte other than these (P-04)</td></tr>
 * <tr><td>{@code \x}</td><td>{@code x}, whatever it is (P-05)</td></tr>
 * <tr><td>{@code [abc}</td><td>an unclosed class ends at the end of the pattern (P-06)</td></tr>
 * <tr><td>{@code []} {@code [}</td><td>nothing (P-06)</td></tr>
 * <tr><td>{@code [^]} {@code [^}</td><td>any byte (P-06)</td></tr>
 * <tr><td>{@code \} at the end</td><td>itself, also in a class (P-06)</td></tr>
 * <tr><td>anything else</td><td>itself (P-07)</td></tr>
 * </table>
 *
 * <p>Everything except {@code *} matches exactly one byte. So when a match fails, only the <em>last</em> {@code *} needs to
 * take one more byte: an earlier {@code *} could only lead to the same positions. Matching therefore takes at most pattern
 * length times name length steps (P-08).
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class Glob {

    private final String pattern;

    /** For each byte to match, the set of bytes that match; null for a {@code *}. */
    private final List<@Nullable BitSet> parts;

    private Glob(String pattern, List<@Nullable BitSet> parts) {
        this.pattern = pattern;
        this.parts = parts;
    }

    /**
     * Checks and compiles a pattern.
     *
     * @param pattern the pattern
     * @return the compiled pattern
     * @throws IllegalArgumentException if it is empty, not well-formed Unicode, or longer than 1 KiB in UTF-8 (G-01), or if
     *     it has a range with one ASCII and one non-ASCII end (P-03)
     * @since 0.1.0
     */
    public static Glob compile(String pattern) {
        Arguments.pattern(pattern);
        return new Glob(pattern, new GlobParser(pattern.getBytes(UTF_8)).parse());
    }

    /**
     * Returns whether the pattern matches the whole of a name.
     *
     * @param name the name; of any length
     * @return whether it matches
     * @since 0.1.0
     */
    public boolean matches(String name) {
        return matches(Arguments.notNull(name, "name").getBytes(UTF_8));
    }

    /**
     * Returns whether the pattern matches the whole of a name that is already encoded, for example because the backend
     * stores it that way.
     *
     * @param name the bytes of the name in UTF-8; of any length, and not changed
     * @return whether it matches
     * @since 0.1.0
     */
    public boolean matches(byte[] name) {
        Arguments.notNull(name, "name");
        int part = 0;
        int at = 0;
        int lastStar = -1;
        int takenByStar = 0;
        while (at < name.length) {
            BitSet wanted = part < parts.size() ? parts.get(part) : null;
            if (wanted != null && wanted.get(name[at] & 0xff)) {
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

    /** Returns the pattern, as it was passed to {@link #compile}. */
    @Override
    public String toString() {
        return pattern;
    }
}
