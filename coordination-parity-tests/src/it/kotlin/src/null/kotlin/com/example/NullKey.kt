package com.example

import dev.coordination.SharedCache

fun isPresent(cache: SharedCache): Boolean = cache.exists(null)
