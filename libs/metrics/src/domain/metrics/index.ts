import type { Metric } from '../metric.js';
import { averageLives } from './average-lives.js';
import { avoidedImpactExpected } from './avoided-impact-expected.js';
import { avoidedImpactRealised } from './avoided-impact-realised.js';
import { custodyCoverage } from './custody-coverage.js';
import { cycleOutcomes } from './cycle-outcomes.js';
import { devicesKnown } from './devices-known.js';
import { erasureCoverage } from './erasure-coverage.js';
import { ewasteDiverted } from './ewaste-diverted.js';
import { firstPassYield } from './first-pass-yield.js';
import { fleetCollectionRate } from './fleet-collection-rate.js';
import { gradeDistribution } from './grade-distribution.js';
import { lifeExtension } from './life-extension.js';
import { lives } from './lives.js';
import { returnRate } from './return-rate.js';
import { turnaround } from './turnaround.js';
import { weeeRecoveryRate } from './weee-recovery-rate.js';
import { weeeReuseRecyclingRate } from './weee-reuse-recycling-rate.js';

/** Every metric that is served, in the order in which they are listed. */
export const metrics: readonly Metric[] = [
  devicesKnown,
  lives,
  averageLives,
  lifeExtension,
  cycleOutcomes,
  firstPassYield,
  gradeDistribution,
  turnaround,
  returnRate,
  erasureCoverage,
  custodyCoverage,
  weeeReuseRecyclingRate,
  weeeRecoveryRate,
  fleetCollectionRate,
  avoidedImpactExpected,
  avoidedImpactRealised,
  ewasteDiverted,
];

export const metricNamed = (name: string): Metric | undefined =>
  metrics.find(({ definition }) => definition.name === name);
