package com.example;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Logs what the archive of a real application would do. */
@Component
@ConditionalOnProperty(name = "archive", havingValue = "logging", matchIfMissing = true)
class LoggingArchive implements Archive {

    private static final Logger LOGGER = LoggerFactory.getLogger(LoggingArchive.class);

    @Override
    public void cleanUp(long fencingToken) {
        LOGGER.info("Cleaning up with the fencing token {}", fencingToken);
    }
}
