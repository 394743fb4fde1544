// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.RedisCredentials;

/** Parses {@code [user]:password}, the user info of a URI. */
final class UserInfo {

    private UserInfo() {}

    /**
     * Returns the credentials in the user info of a URI, or null if it has none. The first colon that is not percent-encoded
     * separates the user from the password. Text without a colon is refused: some clients consider it a user, others a password.
     */
    static @Nullable RedisCredentials credentials(UriParts uri) {
        String userInfo = uri.userInfo();
        if (userInfo == null) {
            return null;
        }
        int colon = userInfo.indexOf(':');
        if (colon < 0) {
            throw uri.mustHave("user:password or :password before the host");
        }
        String user = colon == 0 ? null : PercentEncoding.decode(userInfo.substring(0, colon), "user info", uri);
        return new DefaultRedisCredentials(
                user, PercentEncoding.decode(userInfo.substring(colon + 1), "user info", uri));
    }
}
