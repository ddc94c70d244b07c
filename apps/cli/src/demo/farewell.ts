import type { Terminal } from '../console/terminal.js';

export interface DemoKeys {
  operator: string;
  partners: readonly (readonly [id: string, key: string])[];
}

/** How to go on by oneself. */
export function farewell(
  { colors }: Terminal,
  variables: { CIRCULOG_DATA: string; CIRCULOG_KAFKA?: string },
  keys: DemoKeys,
  identifier: string | undefined,
): string {
  const given = Object.entries({ ...variables, CIRCULOG_ADMIN_KEY: keys.operator });
  const serve = `${given.map(([name, value]) => `${name}=${value}`).join(' ')} npm start`;
  const width = Math.max('operator'.length, ...keys.partners.map(([id]) => id.length));
  return [
    colors.bold('Go on'),
    `  serve it    ${colors.cyan(serve)}`,
    '  read        http://localhost:3000/docs',
    ...(identifier === undefined
      ? []
      : [`  ask         curl -s -H "Authorization: Bearer $KEY" localhost:3000/v1/devices/${identifier}/journey`]),
    '  keys',
    ...[['operator', keys.operator] as const, ...keys.partners].map(([id, key]) => `    ${id.padEnd(width)}  ${key}`),
    `  all keys    ${variables.CIRCULOG_DATA}/keys.json`,
  ].join('\n');
}
