import type { Role } from '#kernel';
import { gln } from './identifiers.js';

/** How a partner names devices in its reports. */
export type Addressing = 'imei' | 'serial' | 'all' | 'digital-link';

/** A fictitious partner: any likeness to a company is by accident. */
export interface FleetPartner {
  id: string;
  name: string;
  roles: readonly Role[];
  country: string;
  timeZone: string;
  gln: string;
  addressing: Addressing;
  /** Its records hold dates, not times. */
  dayPrecision: boolean;
  /** Grading scheme of its benches. */
  scheme: 'backmarket' | 'seri-rec';
}

type Details = Partial<Pick<FleetPartner, 'addressing' | 'dayPrecision' | 'scheme'>>;
let sites = 0;

function partner(
  id: string,
  name: string,
  roles: readonly Role[],
  country: string,
  timeZone: string,
  details: Details = {},
): FleetPartner {
  sites += 1;
  return {
    id,
    name,
    roles,
    country,
    timeZone,
    gln: gln(sites),
    addressing: 'imei',
    dayPrecision: false,
    scheme: 'backmarket',
    ...details,
  };
}

const all: Details = { addressing: 'all' };

export const MAKERS = [
  partner('northwind-devices', 'Northwind Devices', ['manufacturer'], 'CN', 'Asia/Shanghai', all),
  partner('halcyon-assembly', 'Halcyon Assembly', ['manufacturer'], 'VN', 'Asia/Ho_Chi_Minh', all),
  partner('oldtown-computing', 'Oldtown Computing', ['manufacturer'], 'CZ', 'Europe/Prague', all),
] as const;

export const RETAILERS = [
  partner('bluebird-stores', 'Bluebird Stores', ['retailer'], 'DE', 'Europe/Berlin', { addressing: 'digital-link' }),
  partner('lanterne-boutique', 'Lanterne Boutique', ['retailer'], 'FR', 'Europe/Paris'),
  partner('harbour-mobile', 'Harbour Mobile', ['retailer', 'trade-in'], 'GB', 'Europe/London'),
] as const;

export const MARKETPLACES = [
  partner('second-bloom', 'Second Bloom', ['marketplace'], 'FR', 'Europe/Paris', { addressing: 'serial' }),
  partner('plaza-renovado', 'Plaza Renovado', ['marketplace'], 'ES', 'Europe/Madrid'),
] as const;

export const TRADE_IN = [
  partner('swapwise', 'Swapwise', ['trade-in'], 'GB', 'Europe/London', all),
  partner('tauschrausch', 'Tauschrausch', ['trade-in'], 'DE', 'Europe/Berlin', all),
] as const;

export const CARRIERS = [
  partner('swift-otter-parcels', 'Swift Otter Parcels', ['logistics'], 'NL', 'Europe/Amsterdam'),
  partner('grey-heron-freight', 'Grey Heron Freight', ['logistics'], 'DE', 'Europe/Berlin', { addressing: 'serial' }),
] as const;

export const REFURBISHERS = [
  partner('werkbank-nord', 'Werkbank Nord', ['refurbisher', 'erasure'], 'DE', 'Europe/Berlin', all),
  partner('phoenix-naprawa', 'Phoenix Naprawa', ['refurbisher', 'erasure'], 'PL', 'Europe/Warsaw', {
    ...all,
    scheme: 'seri-rec',
  }),
  partner('atelier-regain', 'Atelier Regain', ['refurbisher', 'trade-in'], 'FR', 'Europe/Paris', all),
] as const;

export const LAB = partner('probeworks', 'Probeworks', ['diagnostics'], 'IE', 'Europe/Dublin', {
  addressing: 'serial',
});
export const ERASER = partner('blank-slate-data', 'Blank Slate Data', ['erasure'], 'NL', 'Europe/Amsterdam', {
  addressing: 'serial',
});
export const REGISTRY = partner('imei-lookout', 'IMEI Lookout', ['registry'], 'GB', 'Europe/London');
const AUDITOR = partner('clearwater-audit', 'Clearwater Audit', ['auditor'], 'CH', 'Europe/Zurich');
export const ENTERPRISE = partner('meridian-leasing', 'Meridian Leasing', ['owner'], 'NL', 'Europe/Amsterdam', {
  addressing: 'serial',
});
export const OPERATOR = partner('fleet-desk', 'Fleet Desk', ['operator'], 'NL', 'Europe/Amsterdam');

export const RECYCLERS = [
  partner('kreislauf-metall', 'Kreislauf Metall', ['recycler'], 'DE', 'Europe/Berlin', { dayPrecision: true }),
  partner('terre-et-cuivre', 'Terre et Cuivre', ['recycler'], 'BE', 'Europe/Brussels'),
] as const;

/** Every partner of the fleet, in the order in which files are best imported: makers before those who come later, marketplaces last. */
export const PARTNERS: readonly FleetPartner[] = [
  ...MAKERS,
  ...TRADE_IN,
  ...RETAILERS,
  ENTERPRISE,
  ...REFURBISHERS,
  LAB,
  ERASER,
  REGISTRY,
  ...CARRIERS,
  ...RECYCLERS,
  ...MARKETPLACES,
  AUDITOR,
  OPERATOR,
];
