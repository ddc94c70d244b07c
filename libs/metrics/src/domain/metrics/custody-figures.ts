import type { Leg } from '#lifecycle/domain';
import type { Metric, MetricDefinition } from '../metric.js';
import { PERIODS } from '../period.js';
import { share } from '../shapes/share.js';
import { FINAL_ONCE_CLOSED, FLEET_SCOPE, PRACTICE } from './scope.js';

const columns = {};
const has = ['state', 'confidence'];

/** Share of the custody legs of one kind that are in one state: the figures beside custody coverage. */
const custodyFigure = (
  told: Pick<MetricDefinition, 'name' | 'title' | 'formula' | 'numerator' | 'denominator' | 'excludes' | 'partnerIs'>,
  legKind: Leg['kind'],
  state: Leg['state'],
): Metric => ({
  definition: {
    ...told,
    unit: 'share',
    scope: FLEET_SCOPE,
    source: PRACTICE,
    version: 1,
    dimensions: ['partner', 'category', 'model', 'country', ...has],
    alwaysBy: [],
    periods: PERIODS,
    monthOf: 'the acceptance; where none was reported the release',
    periodRule: 'event',
    events: ['CustodyReleased', 'CustodyAccepted', 'TransportScanned', 'DeliveryConfirmed', 'DeviceReceived'],
    unknowns: 'open and rejected legs are in neither number',
    finalWhen: FINAL_ONCE_CLOSED,
    range: null,
    usesFactors: false,
  },
  columns,
  sources: { count: { measure: 'custodyLegs', has, over: 'state', only: { legKind: [legKind] } } },
  population: { measure: 'custodyLegs', has, only: { legKind: [legKind] } },
  figures: share({ columns, over: 'state', focus: [state] }),
});

const betweenPartners = {
  denominator: 'confirmed, one-sided, inferred and contested legs between partners',
  excludes: ['legs with a consumer end', 'open and rejected legs'],
  partnerIs: 'the receiver',
};

export const oneSidedCustodyShare = custodyFigure(
  {
    ...betweenPartners,
    name: 'oneSidedCustodyShare',
    title: 'One-sided custody',
    formula: 'legs between partners that only the receiver reported / legs between partners',
    numerator: 'legs accepted from the known holder, who reported no release',
  },
  'partner',
  'one_sided',
);

export const inferredCustodyShare = custodyFigure(
  {
    ...betweenPartners,
    name: 'inferredCustodyShare',
    title: 'Inferred custody',
    formula: 'legs between partners that follow from other reports only / legs between partners',
    numerator: 'legs that neither end reported, shown by possession at another partner',
  },
  'partner',
  'inferred',
);

export const contestedCustodyShare = custodyFigure(
  {
    ...betweenPartners,
    name: 'contestedCustodyShare',
    title: 'Contested custody',
    formula: 'legs between partners that somebody else’s custody contradicts / legs between partners',
    numerator: 'contested legs',
  },
  'partner',
  'contested',
);

export const consumerCustodyCoverage = custodyFigure(
  {
    name: 'consumerCustodyCoverage',
    title: 'Custody coverage of consumer legs',
    formula: 'legs with a consumer end that are confirmed / legs with a consumer end',
    numerator: 'legs that a delivery or a receipt with its release confirms',
    denominator: 'confirmed, one-sided, inferred and contested legs with a consumer end',
    excludes: ['legs between partners', 'open and rejected legs'],
    partnerIs: 'the receiver, else whoever gave to the consumer',
  },
  'consumer',
  'confirmed',
);
