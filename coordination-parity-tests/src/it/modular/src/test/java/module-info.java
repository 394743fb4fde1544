/** A separate module for the tests. */
open module com.example.modular.tests {
    requires com.example.modular;
    requires dev.coordination.junit;
    requires dev.coordination.redis;
}
