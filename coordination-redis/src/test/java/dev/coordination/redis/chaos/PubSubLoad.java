// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis.chaos;

/** Which subscriptions servers have. */
enum PubSubLoad {
    /** To channels and to patterns. */
    ALL,

    /** To channels alone, as on a cluster. */
    CHANNELS,

    /** None, as on a cluster before Redis 7.0. */
    NONE
}
