// SPDX-License-Identifier: Apache-2.0
package dev.coordination.junit.explore;

abstract non-sealed class PlannedFaultCase implements FaultCase {}
