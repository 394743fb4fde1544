// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

abstract non-sealed class ExploredNodes implements Nodes {}
