import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { KNOWN_VARIABLES, readConfiguration } from '#platform';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');

interface Service {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  healthcheck?: object;
  depends_on?: Record<string, { condition: string }>;
  volumes?: string[];
}

const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const services = Object.entries(compose.services);
const applications = services.filter(([, { image }]) => image.startsWith('circulog:'));

/** As Compose fills in what the shell does not set. */
const filledIn = (text: string) => text.replace(/\$\{\w+:-([^}]*)\}/g, '$1');

describe('docker-compose.yml', () => {
  it('is valid by the schema of the Compose specification', () => {
    // Its draft is the one that the validator knows; only its address is written otherwise.
    const { $schema: _, ...schema } = JSON.parse(read('node_modules/docker-compose/schema/compose-spec.json'));
    const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
    expect(validate(compose) ? [] : validate.errors).toEqual([]);
  });

  it('brings up the servers and every application but the standalone one', () => {
    expect(services.map(([name]) => name).sort()).toEqual([
      'api',
      'eventstore',
      'kafka',
      'mongodb',
      'projector',
      'relay',
    ]);
  });

  it.each(applications)('sets variables of %s that the configuration knows and takes', (_, { environment = {} }) => {
    expect(Object.keys(environment).filter((name) => !KNOWN_VARIABLES.includes(name))).toEqual([]);
    const values = Object.fromEntries(Object.entries(environment).map(([name, text]) => [name, filledIn(text)]));
    const { stores } = readConfiguration(values);
    expect(Object.values(stores).filter((url) => url.startsWith('sqlite:'))).toEqual([]);
  });

  it.each(applications)('runs a main of this repository as %s', (_, { command = [] }) => {
    expect(command).toHaveLength(1);
    expect(existsSync(join(ROOT, command[0]?.replace(/^dist\//, '').replace(/\.js$/, '.ts') ?? ''))).toBe(true);
  });

  it.each(services)('pins the version of %s', (_, { image }) => {
    expect(image).toMatch(/:\d+(\.\d+)+[\w.-]*$/);
  });

  it.each(services)('asks %s how it does, and waits for what it needs', (_, { healthcheck, depends_on = {} }) => {
    expect(healthcheck).toBeDefined();
    for (const [needed, { condition }] of Object.entries(depends_on)) {
      expect(condition).toBe('service_healthy');
      expect(compose.services[needed]?.healthcheck).toBeDefined();
    }
  });

  it('keeps the data of every server, and of the API, in a volume', () => {
    for (const name of ['eventstore', 'mongodb', 'kafka', 'api']) {
      expect(compose.services[name]?.volumes?.[0]?.startsWith(`${name}:/`)).toBe(true);
    }
    expect(Object.keys(compose.volumes).sort()).toEqual(['api', 'eventstore', 'kafka', 'mongodb']);
  });
});

describe('the image', () => {
  it('runs as a user that is not root, on the Node that the package pins', () => {
    const lines = read('Dockerfile').split('\n');
    expect(lines.findLast((line) => line.startsWith('USER '))).toBe('USER node');
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    expect(lines).toContain(`ARG NODE_IMAGE=node:${dependencies.node}-bookworm-slim`);
  });
});
