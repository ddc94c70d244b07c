import * as custody from './custody.js';
import type { FailureCase, Inject } from './failure-case.js';
import type { FailureName } from './failure-name.js';
import * as handling from './handling.js';
import * as identity from './identity.js';
import * as repeats from './repeats.js';
import * as time from './time.js';
import * as values from './values.js';

export type { FailureCase } from './failure-case.js';

const failure = (name: FailureName, expects: FailureCase['expects'], summary: string, inject: Inject): FailureCase => ({
  name,
  expects,
  summary,
  inject,
});

/** Every failure case that can be switched on, in the order of the list that they answer. */
export const FAILURES: readonly FailureCase[] = [
  failure('double-trade-in', 'anomaly', 'sold to two trade-in programmes', repeats.doubleTradeIn),
  failure('cloned-imei', 'anomaly', 'one IMEI on two housings', identity.clonedImei),
  failure('unreported-board-swap', 'anomaly', 'another IMEI than was named', identity.unreportedBoardSwap),
  failure('missing-custody-leg', 'anomaly', 'received from nobody', custody.missingCustodyLeg),
  failure('two-custody-claims', 'anomaly', 'two holders at once', custody.twoCustodyClaims),
  failure('grade-inflation', 'anomaly', 'upgraded without a repair', handling.gradeInflation),
  failure('resold-after-destruction', 'quarantined', 'sold after it was recycled', handling.resoldAfterDestruction),
  failure('time-travel', 'refused', 'in the future, or before it was made', time.timeTravel),
  failure('late-event', 'counted', 'reported weeks later', time.lateEvent),
  failure('out-of-order', 'counted', 'delivery reported before collection', time.outOfOrder),
  failure('duplicates', 'repeat', 'the same report three ways', repeats.duplicates),
  failure('unit-errors', 'refused', 'grams, ounces or a share', values.unitErrors),
  failure('partial-load', 'counted', 'missing from the load', custody.partialLoad),
  failure('return-swap', 'anomaly', 'another device came back', identity.returnSwap),
  failure('sold-not-erased', 'anomaly', 'sold with data on it', handling.soldNotErased),
  failure('certificate-reuse', 'anomaly', 'one certificate for many erasures', handling.certificateReuse),
  failure('stolen-after-intake', 'counted', 'on a register after intake', handling.stolenAfterIntake),
  failure('batch-recall', 'counted', 'called back by its maker', handling.batchRecall),
  failure('personal-data-erasure', 'counted', 'a buyer asks to be forgotten', handling.personalDataErasure),
  failure('split-identity', 'anomaly', 'two records of one device', identity.splitIdentity),
  failure('back-dated-grade', 'counted', 'dated before the end of the month', time.backDatedGrade),
  failure('rogue-partner', 'refused', 'a carrier that grades', custody.roguePartner),
  failure('mass-imbalance', 'anomaly', 'more out than in', values.massImbalance),
  failure('phantom-refurbishment', 'anomaly', 'refurbished by somebody without it', custody.phantomRefurbishment),
  failure('private-resale', 'counted', 'sold on between neighbours', handling.privateResale),
  failure('carrier-relabel', 'counted', 'a new tracking number on the way', custody.carrierRelabel),
  failure('schema-drift', 'refused', 'a word that nobody agreed on', values.schemaDrift),
  failure('redelivery', 'repeat', 'a stretch of reports delivered twice', repeats.redelivery),
];
