// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import java.util.List;

/**
 * The {@code EVAL} command of any Redis client. {@link RedisTime} uses it to run scripts that use no keys and reply
 * with an integer. With Lettuce, for example:
 *
 * <pre>{@code
 * RedisEval eval = (script, arguments) ->
 *         commands.<Long>eval(script, ScriptOutputType.INTEGER, new String[0], arguments.toArray(new String[0]));
 * }</pre>
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RedisEval {

    /**
     * Runs a script: {@code EVAL script 0 argument...}.
     *
     * @param script the text of the script, in Lua
     * @param arguments the arguments, in UTF-8, which the script reads from {@code ARGV}
     * @return the reply
     * @since 0.1.0
     */
    long eval(String script, List<String> arguments);
}
