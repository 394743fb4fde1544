// SPDX-License-Identifier: Apache-2.0
package dev.coordination.redis;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The links of one handle. A new subscription shares the first link that has room for it; if there is none, it opens one,
 * which others can share at once.
 */
final class SubscriptionLinks {

    /**
     * A subscription that is on a link and not live yet.
     *
     * @param isFirst whether the subscription has opened its link
     */
    record Place(RedisSubscription subscription, boolean isFirst) {}

    private final Supplier<OwnChannel> ownChannel;
    private final MessageDecoder decoder;
    private final Callable<LinkConnection> opener;
    private final ThreadStarter readers;
    /** Never held while a connection is used. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by {@link #lock}. */
    private final Set<SubscriberLink> links = new LinkedHashSet<>();

    /** Whether no link may be opened any more. Guarded by {@link #lock}. */
    private boolean closed;

    SubscriptionLinks(
            Supplier<OwnChannel> ownChannel,
            MessageDecoder decoder,
            Callable<LinkConnection> opener,
            ThreadStarter readers) {
        this.ownChannel = ownChannel;
        this.decoder = decoder;
        this.opener = opener;
        this.readers = readers;
    }

    /**
     * Puts a new subscription on a link that has room for it, which another subscription may still be opening.
     *
     * @param creator creates the subscription
     */
    Place placeOnAny(NamespacedTopics topics, Function<SubscriberLink, RedisSubscription> creator) {
        return place(topics, creator, true);
    }

    /** Puts a new subscription on a link that it opens. */
    Place placeOnNew(NamespacedTopics topics, Function<SubscriberLink, RedisSubscription> creator) {
        return place(topics, creator, false);
    }

    private Place place(NamespacedTopics topics, Function<SubscriberLink, RedisSubscription> creator, boolean share) {
        SubscriberLink created = new SubscriberLink(ownChannel.get(), decoder, this::remove);
        Place place;
        boolean isLate;
        lock.lock();
        try {
            SubscriberLink link = share ? firstWithRoom(topics, created) : created;
            links.add(link);
            RedisSubscription subscription = creator.apply(link);
            link.routes().add(topics.all(), subscription);
            place = new Place(subscription, link == created);
            isLate = closed;
        } finally {
            lock.unlock();
        }
        if (isLate) {
            place.subscription().link().close();
        }
        if (place.isFirst()) {
            created.open(opener, readers);
        }
        return place;
    }

    private SubscriberLink firstWithRoom(NamespacedTopics topics, SubscriberLink otherwise) {
        for (SubscriberLink link : links) {
            if (link.routes().accept(topics.all())) {
                return link;
            }
        }
        return otherwise;
    }

    private void remove(SubscriberLink link) {
        lock.lock();
        try {
            links.remove(link);
        } finally {
            lock.unlock();
        }
    }

    /** Removes a subscription, and closes the link if it has no other. */
    void release(SubscriberLink link, RedisSubscription subscription) {
        boolean isLast;
        lock.lock();
        try {
            link.routes().remove(subscription);
            isLast = link.routes().receivers().isEmpty();
            if (isLast) {
                links.remove(link); // together with the decision, so that no other subscription is added
            }
        } finally {
            lock.unlock();
        }
        if (isLast) {
            link.close();
        }
    }

    /**
     * Closes all links, and those that are opened later, which frees the threads that are writing to them: they would otherwise
     * wait as long as the server reads nothing.
     */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        all().forEach(SubscriberLink::close);
    }

    /** Returns the links that are open or being opened. */
    List<SubscriberLink> all() {
        lock.lock();
        try {
            return List.copyOf(links);
        } finally {
            lock.unlock();
        }
    }
}
