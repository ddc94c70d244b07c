import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import {
  defineEvent,
  type FieldTier,
  type Json,
  type JsonObject,
  parseInstant,
  type Role,
  TIERS,
  type Tier,
} from '#kernel';
import {
  accepted,
  destroyed,
  given,
  granted,
  manufactured,
  received,
  released,
  soldNew,
  tell,
} from '../../testing/journeys.js';
import { declarations } from '../registry.js';
import { visibleDevice } from './device-state.js';
import { payloadTiers } from './event-tiers.js';
import { eventSeenBy, publicEvent, visibleData, visibleEvent } from './seen-event.js';
import { type Reader, sightOf } from './sight.js';

const NOW = parseInstant('2026-11-01T12:00:00Z') as number;

/** A payload with every field that its schema knows, so that nothing is hidden by being absent. */
function filled(schema: z.core.JSONSchema._JSONSchema): Json {
  if (typeof schema === 'boolean') return 'x';
  if (schema.type === 'array') return [filled((schema.items as z.core.JSONSchema.JSONSchema) ?? {})];
  if (schema.properties === undefined) return 'x';
  return Object.fromEntries(Object.entries(schema.properties).map(([field, below]) => [field, filled(below)]));
}

const payloadOf = (data: z.ZodType): JsonObject => filled(z.toJSONSchema(data, { io: 'input' })) as JsonObject;

/** `field`, `field.member`: every value that is no object. */
function leaves(value: Json, path: string[] = []): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => leaves(item, path)))];
  if (typeof value !== 'object' || value === null) return [path.join('.')];
  return Object.entries(value).flatMap(([field, below]) => leaves(below, [...path, field]));
}

function tierAt(tiers: FieldTier | undefined, path: string[]): Tier | undefined {
  if (typeof tiers === 'string' || tiers === undefined) return tiers;
  const [field = '', ...below] = path;
  return tierAt(Object.hasOwn(tiers, field) ? tiers[field] : undefined, below);
}

const upTo = (tier: Tier): readonly Tier[] => TIERS.slice(0, TIERS.indexOf(tier) + 1);

const maker: Reader = { id: 'maker', roles: ['manufacturer'] };
const shop: Reader = { id: 'shop', roles: ['retailer'] };
const guest = (...roles: Role[]): Reader => ({ id: 'guest', roles });
const until = '2026-12-01';

const PAST = [
  manufactured('2023-01-10 08:00'),
  released('2023-01-12 08:00', { toParty: 'partner:shop' }, { by: 'maker', roles: ['manufacturer'] }),
  accepted('2023-01-13 08:00', { fromParty: 'partner:maker' }, { by: 'shop', roles: ['retailer'] }),
];
const past = given(...PAST);
const withGrant = (data: JsonObject) => past.whenReported(granted('2023-02-01 08:00', { until, ...data })).journey;
const reportedBy = past.whenReported(
  tell('DamageReported', '2023-02-01 08:00', { severity: 'minor' }, { by: 'guest' }),
);

/** How each relation reads what others said: `undefined` where it does not see the event at all. */
const RELATIONS: [relation: string, seen: readonly Tier[] | undefined, ...Parameters<typeof sightOf>][] = [
  ['auditor', TIERS, past.journey, guest('auditor'), NOW],
  ['operator', TIERS, past.journey, guest('operator'), NOW],
  ['made', upTo('repairer'), past.journey, maker, NOW],
  ['held', upTo('holder'), past.journey, shop, NOW],
  ['granted', upTo('holder'), withGrant({}), guest('refurbisher'), NOW],
  ['granted public', upTo('public'), withGrant({ tier: 'public' }), guest('refurbisher'), NOW],
  ['granted repairer', upTo('repairer'), withGrant({ tier: 'repairer' }), guest('refurbisher'), NOW],
  ['granted repairer, but none', upTo('holder'), withGrant({ tier: 'repairer' }), guest('owner'), NOW],
  ['granted until before', undefined, withGrant({ until: '2026-10-31' }), guest('refurbisher'), NOW],
  ['reported', undefined, reportedBy.journey, guest('diagnostics'), NOW],
  ['none', undefined, past.journey, guest('refurbisher'), NOW],
];

describe.each(declarations.map((declaration) => [declaration.type, declaration] as const))('%s', (type, { data }) => {
  const payload = payloadOf(data);
  const fields = leaves(payload);

  it('has a tier for every field', () => {
    expect(fields.filter((path) => tierAt(payloadTiers(type), path.split('.')) === undefined)).toEqual([]);
  });

  it.each(TIERS.filter((tier) => tier !== 'auditor'))('shows the tiers up to %s what is theirs', (tier) => {
    const theirs = fields.filter((path) => upTo(tier).includes(tierAt(payloadTiers(type), path.split('.')) as Tier));
    expect(leaves(visibleData({ type, data: payload }, upTo(tier))).filter((path) => path !== '')).toEqual(theirs);
  });

  it.each(RELATIONS)('is read as its tiers say by relation: %s', (_, tiers, journey, reader, at) => {
    const event = tell(type, '2024-05-01 10:00', payload, { by: 'somebody' });
    const seen = eventSeenBy(event, journey, reader, at);
    expect(seen).toEqual(tiers && visibleEvent(event, tiers, { deviceId: journey.deviceId }));
    const own = eventSeenBy({ ...event, recordedBy: reader.id }, journey, reader, at);
    expect(own?.data).toEqual(payload);
    expect(own).toMatchObject({ hash: event.hash, reference: event.metadata.reference });
  });
});

describe('a field without a tier', () => {
  it('does not compile in a declaration, neither does a tier of no field', () => {
    const specification = { version: 1, summary: 'One.', phase: 0, emitters: 'any' as const };
    const data = z.strictObject({ code: z.string(), tool: z.strictObject({ name: z.string(), by: z.string() }) });
    // @ts-expect-error -- `tool` has no tier
    defineEvent('One', { ...specification, data, tiers: { code: 'public' } });
    // @ts-expect-error -- `tool.by` has no tier
    defineEvent('Two', { ...specification, data, tiers: { code: 'public', tool: { name: 'public' } } });
    // @ts-expect-error -- there is no `colour`
    defineEvent('Three', { ...specification, data, tiers: { code: 'public', tool: 'holder', colour: 'public' } });
    const tiers = { code: 'public', tool: { name: 'public', by: 'auditor' } } as const;
    expect(defineEvent('Four', { ...specification, data, tiers }).tiers).toEqual(tiers);
  });

  it('is hidden: from a payload, of a type that is not known, from an envelope and from a device', () => {
    const event = tell('GradeAssigned', '2026-03-10', { method: 'manual', colour: 'red' });
    const unknown = tell('Painted', '2026-03-10', { colour: 'red' });
    const odd = { ...event, colour: 'red' } as typeof event;
    for (const tier of ['public', 'holder', 'repairer'] as const) {
      expect(visibleEvent(event, upTo(tier)).data).not.toHaveProperty('colour');
      expect(visibleEvent(unknown, upTo(tier)).data).toEqual({});
      expect(visibleEvent(odd, upTo(tier))).not.toHaveProperty('colour');
    }
    expect(visibleEvent(event, TIERS).data).toHaveProperty('colour');
    expect(visibleEvent(odd, TIERS)).not.toHaveProperty('colour');
    expect(visibleDevice(past.journey, TIERS)).not.toHaveProperty('entries');
  });
});

describe('a consumer', () => {
  const device = past.whenReported(
    soldNew('2023-02-01 08:00', { ownerRef: 'consumer:anna' }, { by: 'shop', roles: ['retailer'] }),
    released('2023-02-02 08:00', { toParty: 'consumer:anna' }, { by: 'shop', roles: ['retailer'] }),
  ).journey;
  const sold = device.entries.find(({ event }) => event.type === 'DeviceSoldNew')?.event;

  it('is one of many to anybody but auditors, wherever a field names one', () => {
    expect(visibleDevice(device, TIERS)).toMatchObject({ ownership: { party: 'consumer:anna' } });
    const seen = visibleDevice(device, upTo('repairer'));
    expect(seen).toMatchObject({ ownership: { party: 'consumer' }, sales: [{ seller: 'shop' }] });
    expect(JSON.stringify(seen)).not.toContain('anna');
    const handOver = tell(
      'CustodyReleased',
      '2024-05-01',
      { toParty: 'consumer:anna', handoverRef: 'H' },
      { by: 'shop' },
    );
    expect(visibleEvent(handOver, upTo('holder')).data).toEqual({ toParty: 'consumer', handoverRef: 'H' });
  });

  it('is told to the partner whose report names it', () => {
    expect(sold && eventSeenBy(sold, device, shop, NOW)?.data).toMatchObject({ ownerRef: 'consumer:anna' });
  });

  it('is not in what a finding or a rule explains, even where it contests custody', () => {
    const contested = given(
      soldNew('2023-02-01 08:00', { ownerRef: 'consumer:anna' }, { by: 'shop' }),
      released('2023-02-02 08:00', { toParty: 'consumer:anna' }, { by: 'shop' }),
      accepted('2023-02-02 09:00', { fromParty: 'consumer:anna' }, { by: 'refurb' }),
      tell('OwnershipTransferred', '2023-03-01', { from: 'consumer:ben', to: 'consumer:cleo', basis: 'gift' }),
      tell('TradeInAccepted', '2023-04-01', { orderRef: 'T-1', sellerRef: 'consumer:dora' }),
      destroyed('2023-05-01 08:00', {}, { by: 'somebody' }),
    ).journey;
    const told = contested.anomalies.map(({ explanation }) => explanation);
    const rules = contested.entries.map(({ standing }) => ('explanation' in standing ? standing.explanation : ''));
    expect(told.length).toBeGreaterThan(1);
    expect([...told, ...rules].filter((text) => text.includes('consumer:'))).toEqual([]);
  });
});

describe('the public side', () => {
  it('of an event names no party, site, document, identifier, reference or hash', () => {
    const event = {
      ...tell('DeviceReceived', '2026-03-10 10:00', { intakeReason: 'trade_in' }, { by: 'refurb', onBehalfOf: 'shop' }),
      location: { country: 'DE', site: 'hall-3', gln: '4012345000009' },
      evidence: [{ kind: 'photo', sha256: 'f'.repeat(64), mediaType: 'image/png' }],
      performedBy: 'station-7',
    };
    expect(Object.keys(publicEvent(event)).sort()).toEqual(
      'data deviceId eventId location occurredAt occurredAtPrecision recordedAt revision schemaVersion type'.split(' '),
    );
    expect(publicEvent(event)).toMatchObject({ location: { country: 'DE' }, data: {} });
  });

  it('of a device says the model, the grade that it was sold at, how many lives, whether parts and data were seen to', () => {
    const sold = soldNew('2023-02-01 08:00', {}, { by: 'shop' });
    const seen = visibleDevice(past.whenReported(sold, received('2025-02-01 08:00')).journey, ['public']);
    expect(seen).toMatchObject({ description: {}, lifeCount: 1, partsReplaced: false, erasureCertified: false });
    expect(JSON.stringify(seen)).not.toMatch(/maker|shop|refurb|anna/);
  });
});
