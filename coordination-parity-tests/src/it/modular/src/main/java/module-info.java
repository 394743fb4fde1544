/** An application module that requires only what it uses, which includes neither JSpecify nor JUnit. */
module com.example.modular {
    requires transitive dev.coordination;
    requires transitive dev.coordination.memory;
    requires transitive dev.coordination.recipes;
    requires transitive dev.coordination.redis;

    exports com.example;
}
