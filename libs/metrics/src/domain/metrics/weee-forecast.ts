import type { Metric } from '../metric.js';
import { wasteScenario } from '../shapes/forecast.js';
import { WASTE_SCENARIO } from '../waste-scenario.js';

const columns = {};
const { edition, central, sooner, later } = WASTE_SCENARIO;

/** Waste that the fleet's own new sales would become: a scenario. */
export const weeeForecast: Metric = {
  definition: {
    name: 'weeeForecast',
    title: 'WEEE generated (scenario)',
    formula:
      'sum over years of sale t of mass sold(t) x f(n - t + 0.5), f the density of a Weibull distribution of lifetimes',
    numerator: 'mass that would become waste in year n (kg)',
    denominator: null,
    unit: 'kg',
    scope: 'New sales reported to this log; a scenario, not an observation, not a market.',
    source:
      'Formula: Statistics Netherlands, e-waste calculation (WEEE_calculations). Lifetimes: assumed by this product, unconfirmed',
    version: 1,
    excludes: [
      'cancelled sales',
      'later lives: a lifetime is until waste, whoever uses it',
      'devices of unknown mass (shown as unknown in their year of sale)',
    ],
    dimensions: ['partner', 'category', 'model', 'country'],
    alwaysBy: [],
    periods: ['year'],
    monthOf:
      'the year in which it would become waste; without an end that is asked for, ten years ahead, and never more than fifty after the last sale',
    periodRule: 'event',
    partnerIs: 'the seller',
    events: ['DeviceSoldNew', 'SaleCancelled'],
    unknowns: 'devices sold of unknown mass are a row of their own in the year of their sale',
    finalWhen: 'never: another edition of the scenario, or a later sale, changes it',
    range: `the least and the most of scales of ${sooner.scale}, ${central.scale} and ${later.scale} years`,
    usesFactors: false,
    reference: [central, sooner, later].map(({ shape, scale }) => ({
      edition,
      shape,
      scaleYears: scale,
      confirmed: 'no',
    })),
  },
  columns,
  sources: {
    sold: { measure: 'newSaleMass', cumulative: true },
    count: { measure: 'newSaleDevices', cumulative: true },
  },
  unknown: { measure: 'newSaleUnweighed' },
  population: { measure: 'newSaleDevices', cumulative: true },
  isScenario: true,
  figures: wasteScenario(columns),
};
