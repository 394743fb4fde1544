package dev.coordination.parity;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The version of a server, by its own account.
 *
 * @param major of the Redis that it is, or is compatible with
 * @param minor of that Redis
 * @param text the product and its own version
 */
record ServerVersion(int major, int minor, String text) {

    /** The oldest version that the adapter keeps its rules on. */
    static final String OLDEST = "6.2";

    private static final Pattern VERSION_LINE =
            Pattern.compile("^redis_version:((\\d{1,9})\\.(\\d{1,9})\\S*)\\s*$", Pattern.MULTILINE);

    /** A Valkey tells the Redis that it is compatible with as well. */
    private static final Pattern VALKEY_LINE = Pattern.compile("^valkey_version:(\\S+)\\s*$", Pattern.MULTILINE);

    /**
     * Asks a server for its version, and refuses one that is too old.
     *
     * @param name what to call the server when it is refused
     */
    static ServerVersion of(URI uri, String name) throws NoServerException {
        try (RedisClient client = Clients.open(uri, "coordination-version", Clients.PATIENCE)) {
            return parse(client.info("server"), name);
        } catch (JedisDataException e) {
            throw new NoServerException(name + " refuses: " + Reasons.innermost(e), e);
        } catch (JedisException e) {
            throw new NoServerException(name + " does not answer: " + Reasons.innermost(e), e);
        }
    }

    /** Reads the answer to {@code INFO server}. */
    static ServerVersion parse(String info, String name) throws NoServerException {
        Matcher line = VERSION_LINE.matcher(info);
        if (!line.find()) {
            throw new NoServerException(name + " does not tell its version");
        }
        Matcher valkey = VALKEY_LINE.matcher(info);
        String text = valkey.find() ? "Valkey " + valkey.group(1) : "Redis " + line.group(1);
        ServerVersion version = new ServerVersion(number(line.group(2)), number(line.group(3)), text);
        if (version.isTooOld()) {
            throw new NoServerException(
                    name + " is too old: it is " + version + ", and " + OLDEST + " is the oldest that will do");
        }
        return version;
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private boolean isTooOld() {
        return major < 6 || major == 6 && minor < 2;
    }

    @Override
    public String toString() {
        return text;
    }
}
