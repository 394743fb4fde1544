package com.example;

/** What is cleaned up. It refuses fencing tokens that are smaller than the largest one seen. */
public interface Archive {

    void cleanUp(long fencingToken);
}
