// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.test;

import java.util.List;

/** Runs scripts on every server that holds keys: the only one, or all masters of a cluster. */
@FunctionalInterface
interface RedisMasters {

    /**
     * Runs a script on one master after another: {@code EVAL script 0 argument...}.
     *
     * @return the reply of each master
     */
    List<Long> eval(String script, List<String> arguments);
}
