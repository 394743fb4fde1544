package com.example;

/** Ships orders. Refuses a fencing token that is smaller than the largest one seen. */
public interface Shipping {

    void ship(String order, long fencingToken);
}
