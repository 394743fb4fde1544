// SPDX-License-Identifier: Apache-2.0
package dev.coordination;

/**
 * Builds patterns from arbitrary text, such as a user's name.
 *
 * <pre>{@code
 * cache.deleteMatching("session:" + Patterns.quote(user) + ":*");
 * }</pre>
 *
 * <p>Without {@code quote}, a user named {@code *} would log out every user.
 *
 * @since 0.1.0
 */
public final class Patterns {

    /**
     * The characters with a special meaning outside a class (P-01 to P-06). A {@code ]} or {@code ^} there is literal
     * (P-07).
     */
    private static final String SPECIAL = "*?[\\";

    private Patterns() {}

    /**
     * Returns a pattern that matches the given text and nothing else.
     *
     * <p>The result can be joined with other patterns, but not placed inside a class ({@code [...]}) or directly after a
     * lone {@code \}. It is longer than the text by one byte for each {@code *}, {@code ?}, {@code [} and {@code \}. Its
     * length is not checked here, because the result may be only part of a pattern: the operation that takes the whole
     * pattern refuses one that is empty or longer than 1 KiB in UTF-8 (G-01).
     *
     * @param text any well-formed Unicode; may be empty
     * @return the text, with a {@code \} before each character that has a special meaning in patterns (P-05)
     * @throws IllegalArgumentException if the text is not well-formed Unicode (G-01)
     * @since 0.1.0
     */
    public static String quote(String text) {
        TextArguments.checkWellFormed(text, "text", "G-01");
        StringBuilder quoted = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (SPECIAL.indexOf(c) >= 0) {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.toString();
    }
}
