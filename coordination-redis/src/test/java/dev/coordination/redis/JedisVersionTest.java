// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class JedisVersionTest {

    @ParameterizedTest
    @ValueSource(strings = {"2.9.0", "5.2.0", "6.0.0", "6.2.0-SNAPSHOT"})
    void refusesAJedisThatIsTooOld(String version) {
        assertThatThrownBy(() -> JedisVersion.check(version))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("coordination-redis needs Jedis 7.0 or later, but found " + version
                        + ": set the version of redis.clients:jedis; in a Maven project with Spring Boot's parent, set the property"
                        + " jedis.version");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"7.0.0", "7.0.0-beta1", "8.0.2", "10.0.0", "123", "", "unknown", "99999999999.0"})
    void acceptsLaterAndUnknownVersions(String version) {
        assertThatCode(() -> JedisVersion.check(version)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.9.0", "7.0.0", "7.1.0", "7.1.9-beta1"})
    void refusesAJedisThatIsTooOldForSentinelByUri(String version) {
        assertThatThrownBy(() -> JedisVersion.check(version, "Sentinel by URI", 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Sentinel by URI needs Jedis 7.2 or later, but found " + version);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"7.2.0", "7.10.0", "8.0.2", "10.0.0", "unknown"})
    void acceptsLaterVersionsForSentinelByUri(String version) {
        assertThatCode(() -> JedisVersion.check(version, "Sentinel by URI", 2)).doesNotThrowAnyException();
    }

    @Test
    void readsTheVersionOfTheJedisOnTheClassPath() {
        assertThat(JedisVersion.FOUND).isEqualTo(System.getProperty("jedis.version"));
        assertThatCode(JedisVersion::check).doesNotThrowAnyException();
    }
}
