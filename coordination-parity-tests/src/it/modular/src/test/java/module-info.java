/** The tests as a module of their own. */
open module com.example.modular.tests {
    requires com.example.modular;
    requires dev.coordination.junit;
    requires dev.coordination.redis;
}
