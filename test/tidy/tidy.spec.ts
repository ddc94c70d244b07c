import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..');
const SKIPPED = new Set(['node_modules', 'dist', 'data', '.git', 'coverage']);

interface SourceFile {
  path: string;
  lines: string[];
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}

const files = walk(ROOT).map((path) => relative(ROOT, path));
const sources: SourceFile[] = files
  .filter((path) => /^(apps|libs|test|bench|examples)\/.*\.ts$/.test(path))
  .map((path) => ({ path, lines: readFileSync(join(ROOT, path), 'utf8').split('\n') }));
const shipped = sources.filter(({ path }) => /^(apps|libs)\//.test(path) && !path.endsWith('.spec.ts'));
const specs = sources.filter(({ path }) => path.endsWith('.spec.ts'));

/** A file may be longer than the limit if its first lines say why. */
const saysWhy = ({ lines }: SourceFile) => lines.slice(0, 5).some((line) => line.includes('longer than'));

const linesMatching = (among: SourceFile[], pattern: RegExp): string[] =>
  among.flatMap(({ path, lines }) =>
    lines.flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );

const self = 'test/tidy/tidy.spec.ts';
const others = sources.filter(({ path }) => path !== self);

describe('sizes', () => {
  it('keeps every source file to 400 lines', () => {
    expect(shipped.filter((file) => file.lines.length > 401 && !saysWhy(file)).map(({ path }) => path)).toEqual([]);
  });

  it('keeps nineteen of twenty source files to 200 lines, and half of them to 60', () => {
    const lengths = shipped.map(({ lines }) => lines.length - 1).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length * 0.95)] ?? 0).toBeLessThanOrEqual(200);
    expect(lengths[Math.floor(lengths.length * 0.5)] ?? 0).toBeLessThanOrEqual(60);
  });

  it('keeps every spec to 300 lines', () => {
    expect(specs.filter((file) => file.lines.length > 301 && !saysWhy(file)).map(({ path }) => path)).toEqual([]);
  });
});

describe('words', () => {
  it('has no file or folder named for nothing in particular', () => {
    const vague = /(^|\/)(utils?|helpers?|common|misc|shared|stuff|base)(\.[a-z.]+)?(\/|$)/;
    expect(files.filter((path) => vague.test(path))).toEqual([]);
  });

  it('leaves no note to do something later without an issue', () => {
    expect(linesMatching(others, /\b(TODO|FIXME|XXX|HACK)\b(?!.*#\d+)/)).toEqual([]);
  });

  it('does not switch the checks off', () => {
    expect(linesMatching(others, /@ts-(ignore|nocheck)|biome-ignore(?!.*: .{10})|eslint-disable/)).toEqual([]);
  });

  it('does not use any', () => {
    expect(linesMatching(shipped, /^(?!\s*(\/?\*|\/\/)).*(\bas any\b|: any\b|<any>)/)).toEqual([]);
  });

  it('prints through one writer, not through console', () => {
    expect(linesMatching(shipped, /\bconsole\.(log|error|warn|info|debug)\(/)).toEqual([]);
  });

  it('names no path of one machine', () => {
    const text = files.filter((path) => /\.(ts|js|cjs|json|md|yml|sh)$/.test(path) && path !== 'package-lock.json');
    const machine = /(^|[^a-zA-Z0-9_.])\/(work|root|home\/[a-z]+)\//;
    expect(text.filter((path) => path !== self && machine.test(readFileSync(join(ROOT, path), 'utf8')))).toEqual([]);
  });
});

describe('tests', () => {
  const skips = new RegExp(`\\b(it|test|describe)\\.(on${'ly'}|sk${'ip'}|to${'do'})\\b|\\b[fx](it|describe)\\(`);

  it('has none that are focused or skipped', () => {
    expect(linesMatching(others, skips)).toEqual([]);
  });

  it('waits for conditions and never sleeps', () => {
    expect(linesMatching(specs, /\bsleep\(|setTimeout\((resolve|r|done|ok), *\d{3,}/)).toEqual([]);
  });

  it('has an assertion in every spec file', () => {
    const bare = specs.filter(
      ({ lines }) => !lines.some((line) => /expect|\.then\(\{|Conformance\(|assert/.test(line)),
    );
    expect(bare.map(({ path }) => path)).toEqual([]);
  });

  it('names every spec for what it runs on', () => {
    expect(specs.filter(({ path }) => path.startsWith('libs/') && path.endsWith('.e2e.spec.ts'))).toEqual([]);
  });
});

describe('house plan', () => {
  it('gives every library an index, and every domain an index of its own', () => {
    const libraries = readdirSync(join(ROOT, 'libs'));
    expect(libraries.filter((name) => !existsSync(join(ROOT, 'libs', name, 'src', 'index.ts')))).toEqual([]);
    const domains = libraries.filter((name) => existsSync(join(ROOT, 'libs', name, 'src', 'domain')));
    expect(domains.filter((name) => !existsSync(join(ROOT, 'libs', name, 'src', 'domain', 'index.ts')))).toEqual([]);
  });

  it('keeps an application to its main file and its root module', () => {
    const thin = shipped.filter(({ path }) => /^apps\/(standalone|api|projector|relay)\//.test(path));
    expect(thin.filter(({ lines }) => lines.length > 120).map(({ path }) => path)).toEqual([]);
  });

  it('imports each library file somewhere (no dead files)', () => {
    const imported = new Set<string>();
    for (const { path, lines } of sources) {
      for (const line of lines) {
        const target = /(?:from|import|import\()\s*\(?'(\.{1,2}\/[^']+)\.js'/.exec(line)?.[1];
        if (target !== undefined) imported.add(join(path, '..', `${target}.ts`));
      }
    }
    const entries = /(\/src\/index|\/domain\/index|\/testing\/index|\/main|thread|\.module|child)\.ts$/;
    const dead = shipped.filter(({ path }) => path.startsWith('libs/') && !entries.test(path) && !imported.has(path));
    expect(dead.map(({ path }) => path)).toEqual([]);
  });
});
