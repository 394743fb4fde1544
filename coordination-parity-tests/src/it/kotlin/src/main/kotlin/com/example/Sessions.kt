package com.example

import dev.coordination.DistributedCoordination
import java.time.Duration

/** Sessions that end half an hour after they start. */
class Sessions(private val coordination: DistributedCoordination) {

    fun start(id: String, user: String) {
        coordination.cache()["session:$id", user.toByteArray()] = LIFE
    }

    fun userOf(id: String): String? = coordination.cache().get("session:$id").map { String(it) }.orElse(null)

    private companion object {
        val LIFE: Duration = Duration.ofMinutes(30)
    }
}
