import { degaussIsNoDestruction } from './degauss.js';
import { boardWork, deviceSubstitution } from './device-substitution.js';
import { explainsGrade, gradeRise, soldAboveGrade } from './grade-rise.js';
import { identityConflict } from './identity-conflict.js';
import { implausibleValue } from './implausible-value.js';
import { listingConditions } from './listing-conditions.js';
import { notTheHolder } from './not-the-holder.js';
import { observedIdentifiers } from './observed-identifiers.js';
import { orderLineTwice } from './order-line-twice.js';
import type { Observation } from './outcome.js';
import { partInstalledTwice } from './part-installed-twice.js';
import { noteRepair, noteTest, phantomRefurbishment } from './phantom-refurbishment.js';
import { repairabilityMismatch } from './repairability-mismatch.js';
import { saleConditions } from './sale-conditions.js';
import { beforeManufacture, endBeforeStart, impossibleTravel } from './time-travel.js';

/** Looked at for every counted event, before its effects. */
const ALWAYS: readonly Observation[] = [identityConflict, implausibleValue, beforeManufacture, impossibleTravel];

/** Looked at for events of one type, before their effects. */
const BY_TYPE: Readonly<Record<string, readonly Observation[]>> = {
  DeviceManufactured: [repairabilityMismatch],
  DeviceReceived: [observedIdentifiers, explainsGrade, orderLineTwice],
  ReturnReceived: [observedIdentifiers, explainsGrade],
  RentalReturned: [explainsGrade],
  DiagnosticsReported: [noteTest],
  RepairPerformed: [boardWork, explainsGrade, noteRepair],
  PartInstalled: [partInstalledTwice, boardWork, explainsGrade, noteRepair],
  RefurbishmentCompleted: [phantomRefurbishment, explainsGrade],
  ErasureCompleted: [degaussIsNoDestruction],
  IdentifierAssigned: [endBeforeStart],
  IdentifierSuperseded: [deviceSubstitution],
  GradeAssigned: [gradeRise],
  GradeOverridden: [gradeRise],
  HoldPlaced: [notTheHolder],
  DeviceWrittenOff: [notTheHolder],
  DeviceListed: [listingConditions],
  DeviceResold: [saleConditions, soldAboveGrade],
  DeviceDonated: [saleConditions],
  DeviceRented: [saleConditions],
};

const NONE: readonly Observation[] = [];

export const observe: Observation = (walk, event) => {
  for (const observation of ALWAYS) observation(walk, event);
  for (const observation of BY_TYPE[event.type] ?? NONE) observation(walk, event);
};
