#!lua flags=allow-oom
-- Publishes a message on a sharded channel, if the node is the master that has the slot of the channel (S-02).
--
-- KEYS[1]  the channel, although it is no key: other nodes redirect the caller. A master that is moving the slot away would, too,
--          but it still has all subscribers; without a key, it executes the script
-- ARGV[1]  the channel
-- ARGV[2]  the payload
-- Returns  the number of subscriptions that receive the message
--
-- A replica would accept SPUBLISH, and pass the message on, late, to subscribers who may already have received newer ones. It
-- refuses this script: the first line says that it writes.
return redis.call('SPUBLISH', ARGV[1], ARGV[2])
