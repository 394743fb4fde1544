package com.example

import dev.coordination.DistributedCoordination
import dev.coordination.Topic
import dev.coordination.junit.CoordinationExtension
import dev.coordination.memory.FakeClock
import java.time.Duration
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit.SECONDS
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.ExtendWith

@ExtendWith(CoordinationExtension::class)
class SessionsTest(private val coordination: DistributedCoordination) {

    private val sessions = Sessions(coordination)

    @Test
    fun `a session ends after half an hour`(clock: FakeClock) {
        sessions.start("1", "bob")

        clock.advance(Duration.ofMinutes(29))
        assertThat(sessions.userOf("1")).isEqualTo("bob")

        clock.advance(Duration.ofMinutes(1))
        assertThat(sessions.userOf("1")).isNull()
    }

    @Test
    fun `a listener can be a lambda`() {
        val heard = LinkedBlockingQueue<String>()

        coordination.pubSub().subscribe(listOf(Topic.channel("news"))) { message -> heard.add(message.text()) }.use {
            coordination.pubSub().publish("news", "hello".toByteArray())

            assertThat(heard.poll(10, SECONDS)).isEqualTo("hello")
        }
    }
}
