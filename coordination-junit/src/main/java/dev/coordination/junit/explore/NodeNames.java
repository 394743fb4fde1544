// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

import dev.coordination.Arguments;
import java.util.regex.Pattern;

/** Checks the names of nodes, which appear in tokens. */
final class NodeNames {

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

    private NodeNames() {}

    static String check(String name) {
        Arguments.notNull(name, "name");
        if (!VALID.matcher(name).matches() || name.equals("time") || name.equals("end")) {
            throw new IllegalArgumentException("the name of a node must consist of 1 to 32 letters, digits, hyphens and"
                    + " underscores, and must be neither \"time\" nor \"end\", but was " + Arguments.quoted(name));
        }
        return name;
    }
}
