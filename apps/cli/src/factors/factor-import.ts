import { type AbsoluteSet, boaviztaSet, contentHash, editionName, type FactorSet, type LineNote } from '#impact/domain';
import { NotBoavizta, readBoaviztaFile } from './boavizta-file.js';

export interface FactorImport {
  set: FactorSet;
  edition: string;
  sha256: string;
  /** How the file was written. */
  form: string;
  rows: number;
  models: number;
  byCategory: Record<string, number>;
  refused: LineNote[];
  remarks: LineNote[];
}

interface Naming {
  name: string;
  edition: number;
  published: string;
}

/** What a file holds: a set as JSON, which the server judges, or rows of Boavizta's, which say nothing of refurbishing. */
export function factorImport(text: string, naming: Naming, refurbishing?: AbsoluteSet): FactorImport {
  return text.trimStart().startsWith('{') ? fromJson(text) : fromRows(text, naming, refurbishing);
}

function fromRows(text: string, naming: Naming, refurbishing?: AbsoluteSet): FactorImport {
  const { delimiter, decimal, rows, refused, remarks, models } = readBoaviztaFile(text);
  const set = boaviztaSet({ models }, naming, refurbishing);
  const byCategory: Record<string, number> = {};
  for (const { category } of models) byCategory[category] = (byCategory[category] ?? 0) + 1;
  const form = `${delimiter === ';' ? 'semicolon' : 'comma'} between cells, decimal ${decimal === ',' ? 'comma' : 'point'}`;
  return { set, ...namesOf(set), form, rows, models: models.length, byCategory, refused, remarks };
}

function fromJson(text: string): FactorImport {
  const set = parsed(text);
  return { set, ...namesOf(set), form: 'JSON', rows: 1, models: 0, byCategory: {}, refused: [], remarks: [] };
}

const namesOf = (set: FactorSet) => ({ edition: editionName(set), sha256: contentHash(set) });

function parsed(text: string): FactorSet {
  try {
    return JSON.parse(text) as FactorSet;
  } catch {
    throw new NotBoavizta('It begins like JSON, and is none.');
  }
}
