import { parseSubject } from '#identity/domain';
import { modelsOfTac, typeAllocations } from '../domain/editions/index.js';
import { type Finding, found, partyOf } from './finding.js';
import type { StoredUse } from './use.js';

/** A model that devices of one type allocation code are described as. */
export interface ModelOfTac {
  /** `northwind:one` */
  model: string;
  devices: number;
  /** Of those, the ones whose maker says so. */
  byMaker: number;
  uses: readonly StoredUse[];
}

interface Verdict {
  odd: readonly ModelOfTac[];
  /** How it is known which model the code is of. */
  because: string;
}

/**
 * A type allocation code belongs to a model: to the one that the edition names, else to those that makers describe
 * their devices of it as. Where neither says anything, most devices of it are right and the others odd, or all are.
 */
export function modelFinding(models: readonly ModelOfTac[]): Finding | undefined {
  const first = models[0]?.uses[0];
  if (first === undefined) return undefined;
  const tac = first.key.slice('tac:'.length);
  const { odd, because } = byEdition(models, tac) ?? byMakers(models) ?? byNumbers(models);
  if (odd.length === 0) return undefined;
  const uses = odd.flatMap((one) => one.uses);
  const explanation = `Devices of the type allocation code ${tac} are described as ${counted(models)}${because}. Compare the odd ones with their labels: an IMEI may be copied, or a description wrong.`;
  return found(first, { rule: 'tac-model-mismatch', severity: 'warning', explanation }, uses, uses.map(partyOf));
}

const counted = (models: readonly ModelOfTac[]): string =>
  [...models]
    .sort((a, b) => b.devices - a.devices)
    .map((one) => `${nameOf(one)} (${one.devices})`)
    .join(', ');

const nameOf = ({ model, uses }: ModelOfTac): string => uses[0]?.detail ?? model;

function byEdition(models: readonly ModelOfTac[], tac: string): Verdict | undefined {
  const allocated = modelsOfTac(tac);
  if (allocated.length === 0) return undefined;
  const right = new Set(allocated.map(({ brand, model }) => holderOf(brand, model)));
  const names = allocated.map(({ brand, model }) => `${brand} ${model}`).join(' or ');
  return {
    odd: models.filter(({ model }) => !right.has(model)),
    because: `, and ${typeAllocations.name} has it for ${names}`,
  };
}

/** As descriptions of models are compared. */
function holderOf(brand: string, model: string): string {
  const parsed = parseSubject(`model:${brand}:${model}`);
  return parsed.ok ? parsed.subject.value : '';
}

function byMakers(models: readonly ModelOfTac[]): Verdict | undefined {
  const right = models.filter(({ byMaker }) => byMaker > 0);
  if (right.length === 0) return undefined;
  return {
    odd: models.filter((one) => !right.includes(one)),
    because: `, by their makers as ${right.map(nameOf).join(' or ')}`,
  };
}

function byNumbers(models: readonly ModelOfTac[]): Verdict {
  const [most, second] = [...models].sort((a, b) => b.devices - a.devices);
  if (most === undefined || second === undefined) return { odd: [], because: '' };
  return { odd: most.devices > second.devices ? models.filter((one) => one !== most) : models, because: '' };
}
