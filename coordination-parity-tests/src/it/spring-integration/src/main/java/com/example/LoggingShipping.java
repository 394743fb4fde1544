package com.example;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Logs what the shipping of a real application would do. */
@Component
@ConditionalOnProperty(name = "shipping", havingValue = "logging", matchIfMissing = true)
class LoggingShipping implements Shipping {

    private static final Logger LOGGER = LoggerFactory.getLogger(LoggingShipping.class);

    @Override
    public void ship(String order, long fencingToken) {
        LOGGER.info("Shipping order {} with the fencing token {}", order, fencingToken);
    }
}
