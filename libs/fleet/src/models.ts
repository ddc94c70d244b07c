import { BOAVIZTA_MODELS } from './editions/boavizta/models.js';
import { UNU_AVERAGE_WEIGHT_KG } from './editions/unu/average-weights.js';
import { gtin } from './identifiers.js';

export interface Model {
  number: number;
  category: string;
  brand: string;
  name: string;
  gtin: string;
  /** As its maker publishes it. */
  declaredMassKg?: number;
  /** What a scale shows, before the scatter of single devices. */
  massKg: number;
  lifetimeYears: number;
  storageGB?: number;
  /** It has a SIM, hence an IMEI. */
  cellular: boolean;
  /** How often it is in the fleet. */
  weight: number;
}

const SHARE_OF_CATEGORY: Record<string, number> = {
  smartphone: 58,
  tablet: 9,
  laptop: 19,
  desktop: 4,
  monitor: 4,
  server: 1,
  console: 2,
  network: 1,
  other: 2,
};

type Row = readonly [string, string, string, number | null, number, number | null];

/** Invented products of kinds that the extract lacks, with the average weights of their UNU keys. */
const INVENTED: readonly Row[] = [
  ['other', 'Novara', 'Leaf 6 e-reader', UNU_AVERAGE_WEIGHT_KG['0402'], 4, 8],
  ['other', 'Novara', 'Compact 20 camera', UNU_AVERAGE_WEIGHT_KG['0406'], 5, null],
  ['network', 'Novara', 'Hub 4 access point', UNU_AVERAGE_WEIGHT_KG['0305'], 5, null],
];

const rows: readonly Row[] = [...BOAVIZTA_MODELS, ...INVENTED];

/** Middle of the published masses of a category: what an unpublished one is taken to weigh. */
function medianMass(category: string): number {
  const masses = rows
    .flatMap(([kind, , , mass]) => (kind === category && mass !== null ? [mass] : []))
    .sort((a, b) => a - b);
  return masses[Math.floor(masses.length / 2)] ?? 1;
}

function modelOf([category, brand, name, mass, lifetimeYears, storageGB]: Row, number: number): Model {
  const ofCategory = rows.filter(([kind]) => kind === category).length;
  return {
    number,
    category,
    brand,
    name,
    gtin: gtin(number),
    ...(mass === null ? {} : { declaredMassKg: mass }),
    massKg: mass ?? medianMass(category),
    lifetimeYears,
    ...(storageGB === null ? {} : { storageGB }),
    cellular: category === 'smartphone',
    weight: (SHARE_OF_CATEGORY[category] ?? 1) / ofCategory,
  };
}

export const MODELS: readonly Model[] = rows.map(modelOf);
