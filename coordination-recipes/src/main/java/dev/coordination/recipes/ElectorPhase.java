// SPDX-License-Identifier: Apache-2.0
package dev.coordination.recipes;

/**
 * What an elector does. In each phase, at most one kind of request is made.
 *
 * <pre>
 * CAMPAIGNING  tries to acquire a term; granted: LEADING
 * LEADING      renews the term; the term ends, for whatever reason: ENDING
 * ENDING       makes no request until onLost has returned and the tasks of the term have ended: RELEASING
 * RELEASING    releases what the backend may still hold for this elector; answered: CAMPAIGNING, or CLOSED
 * CLOSED       makes no more requests
 * </pre>
 */
enum ElectorPhase {
    CAMPAIGNING,
    LEADING,
    ENDING,
    RELEASING,
    CLOSED
}
