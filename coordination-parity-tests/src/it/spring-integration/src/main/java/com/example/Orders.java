package com.example;

import dev.coordination.spring.integration.CoordinationLockRegistry;
import org.springframework.stereotype.Component;

@Component
public class Orders {

    private final CoordinationLockRegistry locks;
    private final Shipping shipping;

    Orders(CoordinationLockRegistry locks, Shipping shipping) {
        this.locks = locks;
        this.shipping = shipping;
    }

    /** Ships an order, which no other node changes meanwhile. */
    public void ship(String order) throws InterruptedException {
        locks.executeLocked(order, () -> shipping.ship(order, locks.fencingToken(order).orElseThrow()));
    }
}
