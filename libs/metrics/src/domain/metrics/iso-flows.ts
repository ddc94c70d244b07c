import type { Metric, MetricDefinition, Source } from '../metric.js';
import { PERIODS } from '../period.js';
import { quotient } from '../shapes/quotient.js';
import { FINAL_ONCE_CLOSED, FLEET_SCOPE } from './scope.js';

export const ISO_SOURCE = 'ISO 59020:2024, core indicators; list and formula from memory of the standard, unconfirmed';

const columns = {};
const per = 1_000_000;

type Told = Omit<
  MetricDefinition,
  'unit' | 'scope' | 'source' | 'version' | 'dimensions' | 'alwaysBy' | 'periods' | 'range' | 'usesFactors'
>;

/** A share of a flow, as measured. */
const flowShare = (
  told: Told,
  sources: Record<'numerator' | 'denominator' | 'count', Source>,
  unknown: Source,
): Metric => ({
  definition: {
    ...told,
    unit: 'share',
    scope: FLEET_SCOPE,
    source: ISO_SOURCE,
    version: 1,
    dimensions: ['partner', 'category', 'model', 'country'],
    alwaysBy: [],
    periods: PERIODS,
    range: null,
    usesFactors: false,
  },
  columns,
  sources,
  unknown,
  population: sources.count,
  figures: quotient({ columns, per }),
});

const INFLOW = {
  excludes: ['wholesale, cancelled sales and sales returned in their window', 'accessories and packaging'],
  monthOf: 'the sale',
  periodRule: 'event',
  partnerIs: 'the seller',
  events: ['DeviceManufactured', 'DeviceSoldNew', 'DeviceResold', 'PartInstalled', 'SaleCancelled'],
  finalWhen: FINAL_ONCE_CLOSED,
} as const;

export const reusedContentInflow = flowShare(
  {
    ...INFLOW,
    name: 'reusedContentInflow',
    title: 'Average reused content of inflow',
    formula: 'mass of reused devices and parts in units sold / mass of units sold',
    numerator: 'mass of units that somebody had used before, less the new parts put into them in that cycle (kg)',
    denominator: 'mass of units sold to users, new and used (kg)',
    unknowns: 'units of unknown mass, or with a new part of unknown mass, are a row of their own',
  },
  {
    numerator: { measure: 'inflowMass', only: { content: ['reused'] } },
    denominator: { measure: 'inflowMass' },
    count: { measure: 'inflowUnits' },
  },
  { measure: 'inflowUnknown' },
);

export const recycledContentInflow = flowShare(
  {
    ...INFLOW,
    name: 'recycledContentInflow',
    title: 'Average recycled content of inflow',
    formula: 'declared recycled mass in units sold / mass of units sold whose content is known',
    numerator: 'declared recycled mass of new devices and of new parts (kg); what is reused is not recycled as well',
    denominator: 'reused mass, and new mass of declared recycled content (kg)',
    unknowns: 'units with mass of undeclared content are a row of their own, and that mass is in neither number',
  },
  {
    numerator: { measure: 'inflowMass', only: { content: ['recycled'] } },
    denominator: { measure: 'inflowMass', only: { content: ['reused', 'recycled', 'other'] } },
    count: { measure: 'inflowUnits' },
  },
  { measure: 'inflowUndeclared' },
);

export const renewableContentInflow = flowShare(
  {
    ...INFLOW,
    name: 'renewableContentInflow',
    title: 'Average renewable content of inflow',
    formula: 'declared renewable mass in units sold / mass of units sold whose origin is known',
    numerator: 'declared renewable mass of new devices (kg); what is reused is not renewable as well',
    denominator: 'reused mass, and mass of new devices of declared renewable content (kg)',
    unknowns:
      'units with undeclared mass are a row of their own, and that mass is in neither number: no event declares new parts',
  },
  {
    numerator: { measure: 'inflowByOrigin', only: { renewable: ['yes'] } },
    denominator: { measure: 'inflowByOrigin' },
    count: { measure: 'inflowByOriginUnits' },
  },
  { measure: 'inflowOriginUnknown' },
);

const OUTFLOW = {
  denominator: 'mass that left with the end of a cycle: sold again, and what donors and recycling gave (kg)',
  excludes: [
    'cycles that ended otherwise: sent back, transferred or lost; sales returned in their window',
    'materials that may be recycled but were not',
  ],
  monthOf: 'the end of the cycle; what became of it follows, whenever it was treated',
  periodRule: 'cohort',
  partnerIs: 'the partner of the visit in which the cycle ended',
  events: ['DeviceResold', 'DeviceDismantled', 'PartRemoved', 'RecyclingCompleted'],
  unknowns: 'cycles of unknown mass, or whose treatment was not reported, are rows of their own and in neither number',
  finalWhen: 'when the months are closed and every device of the cohort has been treated',
} as const;

const outflowOf = (fate: string) => ({
  numerator: { measure: 'outflowMass', only: { fate: [fate] } },
  denominator: { measure: 'outflowMass' },
  count: { measure: 'outflowUnits' },
});

export const reusedOutflow = flowShare(
  {
    ...OUTFLOW,
    name: 'reusedOutflow',
    title: 'Actual reused products and components of outflow',
    formula: 'mass sold again or removed for reuse / mass of outflow',
    numerator: 'mass of devices sold again, and of parts and outputs for reuse (kg)',
  },
  outflowOf('reuse'),
  { measure: 'outflowUnknown' },
);

export const recycledOutflow = flowShare(
  {
    ...OUTFLOW,
    name: 'recycledOutflow',
    title: 'Actual recycled material of outflow',
    formula: 'mass entering recycling / mass of outflow',
    numerator: 'mass of outputs of route recycling (kg)',
  },
  outflowOf('recycling'),
  { measure: 'outflowUnknown' },
);

export const renewableEnergyShare = flowShare(
  {
    name: 'renewableEnergyShare',
    title: 'Renewable energy of refurbishing',
    formula: 'renewable energy / energy of refurbishments',
    numerator: 'renewable energy of refurbishments (kWh)',
    denominator: 'energy of refurbishments for which both are reported (kWh)',
    excludes: ['energy of transport, recycling and use', 'refurbishments without reported energy'],
    monthOf: 'the end of the refurbishment',
    periodRule: 'event',
    partnerIs: 'the refurbisher',
    events: ['RefurbishmentCompleted'],
    unknowns: 'refurbishments whose renewable share is not reported are a row of their own',
    finalWhen: FINAL_ONCE_CLOSED,
  },
  {
    numerator: { measure: 'refurbishingEnergy', only: { renewable: ['yes'] } },
    denominator: { measure: 'refurbishingEnergy' },
    count: { measure: 'refurbishingsMetered' },
  },
  { measure: 'energyUnknown' },
);
