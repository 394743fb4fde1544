// SPDX-License-Identifier: Apache-2.0
package dev.coordination.parity.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** Loses the reply to the first write: the database commits it, but the connection ends before the caller learns of it. */
public final class LosingDataSource {

    private final AtomicBoolean lost = new AtomicBoolean();

    private LosingDataSource() {}

    /** Returns a source of connections, one of which loses a reply. */
    public static DataSource of(DataSource source) {
        LosingDataSource losing = new LosingDataSource();
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = call(source, method, arguments);
            return result instanceof Connection connection ? losing.new Losing(connection).proxy() : result;
        });
    }

    /** A connection that may lose the reply to a commit, or to a statement that is a transaction of its own. */
    private final class Losing {

        private final Connection connection;
        private boolean wrote;

        Losing(Connection connection) {
            this.connection = connection;
        }

        Connection proxy() {
            return LosingDataSource.proxy(Connection.class, (proxy, method, arguments) -> {
                Object result = call(connection, method, arguments);
                if (method.getName().equals("commit")) {
                    lose();
                }
                return result instanceof PreparedStatement statement && !isRead((String) arguments[0])
                        ? writing(statement)
                        : result;
            });
        }

        private PreparedStatement writing(PreparedStatement statement) {
            return LosingDataSource.proxy(PreparedStatement.class, (proxy, method, arguments) -> {
                Object result = call(statement, method, arguments);
                if (method.getName().startsWith("execute")) {
                    wrote = true;
                    if (connection.getAutoCommit()) {
                        lose();
                    }
                }
                return result;
            });
        }

        private void lose() throws SQLException {
            if (wrote && lost.compareAndSet(false, true)) {
                connection.close();
                throw new SQLException("the connection broke before the reply arrived", "08006");
            }
        }
    }

    private static boolean isRead(String sql) {
        return sql.startsWith("SELECT");
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
