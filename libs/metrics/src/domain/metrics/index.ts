import type { Metric } from '../metric.js';
import { averageLives } from './average-lives.js';
import { avoidedImpactExpected } from './avoided-impact-expected.js';
import { avoidedImpactRealised } from './avoided-impact-realised.js';
import { calculatedRepairability, calculatedRepairClasses } from './calculated-repairability.js';
import { custodyCoverage } from './custody-coverage.js';
import {
  consumerCustodyCoverage,
  contestedCustodyShare,
  inferredCustodyShare,
  oneSidedCustodyShare,
} from './custody-figures.js';
import { cycleOutcomes } from './cycle-outcomes.js';
import { declaredAgainstAssessedGrade } from './declared-against-assessed-grade.js';
import { declaredRepairability, declaredRepairClasses } from './declared-repairability.js';
import { devicesKnown } from './devices-known.js';
import { erasureCertificateRate } from './erasure-certificate-rate.js';
import { erasureCoverage } from './erasure-coverage.js';
import { ewasteDiverted } from './ewaste-diverted.js';
import { firstPassYield } from './first-pass-yield.js';
import { fleetCollectionRate } from './fleet-collection-rate.js';
import { fleetEwasteRecyclingRate } from './fleet-ewaste-recycling-rate.js';
import { gradeDisputeRate } from './grade-dispute-rate.js';
import { gradeDistribution } from './grade-distribution.js';
import {
  recycledContentInflow,
  recycledOutflow,
  renewableContentInflow,
  renewableEnergyShare,
  reusedContentInflow,
  reusedOutflow,
} from './iso-flows.js';
import { lifeExtension } from './life-extension.js';
import { lifetimeRatio } from './lifetime-ratio.js';
import { lives } from './lives.js';
import { materialCircularityIndicator } from './material-circularity-indicator.js';
import { onTimeDispatch } from './on-time-dispatch.js';
import { partRecovery } from './part-recovery.js';
import { returnRate } from './return-rate.js';
import { returnReasons } from './return-reasons.js';
import { reusedPartMassShare, reusedPartShare } from './reused-part-share.js';
import { serialMatchRate } from './serial-match-rate.js';
import { timeToDelivery } from './time-to-delivery.js';
import { turnaround } from './turnaround.js';
import { warrantyClaimRate } from './warranty-claim-rate.js';
import { wasteDisposed, wasteDiversionRate, wasteDiverted } from './waste-by-destination.js';
import { weeeCollectionRate } from './weee-collection-rate.js';
import { weeeForecast } from './weee-forecast.js';
import { weeeRecoveryRate } from './weee-recovery-rate.js';
import { weeeReuseRecyclingRate } from './weee-reuse-recycling-rate.js';

/** Every metric that is answered and published, in the order in which they are listed. */
export const metrics: readonly Metric[] = [
  devicesKnown,
  lives,
  averageLives,
  lifeExtension,
  cycleOutcomes,
  firstPassYield,
  gradeDistribution,
  gradeDisputeRate,
  declaredAgainstAssessedGrade,
  turnaround,
  returnRate,
  returnReasons,
  warrantyClaimRate,
  onTimeDispatch,
  timeToDelivery,
  erasureCoverage,
  erasureCertificateRate,
  custodyCoverage,
  oneSidedCustodyShare,
  inferredCustodyShare,
  contestedCustodyShare,
  consumerCustodyCoverage,
  serialMatchRate,
  weeeReuseRecyclingRate,
  weeeRecoveryRate,
  weeeCollectionRate,
  fleetCollectionRate,
  fleetEwasteRecyclingRate,
  weeeForecast,
  wasteDiverted,
  wasteDisposed,
  wasteDiversionRate,
  avoidedImpactExpected,
  avoidedImpactRealised,
  ewasteDiverted,
  reusedPartShare,
  reusedPartMassShare,
  partRecovery,
  materialCircularityIndicator,
  lifetimeRatio,
  reusedContentInflow,
  recycledContentInflow,
  renewableContentInflow,
  reusedOutflow,
  recycledOutflow,
  renewableEnergyShare,
  declaredRepairability,
  declaredRepairClasses,
  calculatedRepairability,
  calculatedRepairClasses,
];

export const metricNamed = (name: string): Metric | undefined =>
  metrics.find(({ definition }) => definition.name === name);
