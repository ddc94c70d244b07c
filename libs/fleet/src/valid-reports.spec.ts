import { describe, expect, it } from '@jest/globals';
import { parseIdentifier, parseSubject } from '#identity/domain';
import { declarationOf, POSTABLE } from '#lifecycle/domain';
import type { Delivery, ToldJourney } from './delivery.js';
import { FAILURES } from './failures/cases.js';
import { allFailures } from './failures/injection.js';
import { journeys } from './fleet.js';
import { PARTNERS } from './partners.js';

const until = '2026-06-30';
const rolesOf = new Map(PARTNERS.map(({ id, roles }) => [id, roles]));
const meantToBeRefused = new Set(FAILURES.filter(({ expects }) => expects === 'refused').map(({ name }) => name));

/** Why a report would be refused for what it says or for who says it. */
function complaints({ partner, report }: Delivery): string[] {
  const declaration = declarationOf(report.type);
  if (declaration === undefined || !POSTABLE.has(report.type)) return [`${report.type} cannot be reported`];
  const issues = declaration.data.safeParse(report.data).error?.issues ?? [];
  const identifiers = [report.device ?? []].flat().filter((text) => !parseIdentifier(text).ok);
  const roles = rolesOf.get(partner) ?? [];
  const { emitters } = declaration;
  const allowed = emitters === 'any' || roles.some((role) => role === 'operator' || emitters.includes(role));
  return [
    ...issues.map(({ path, message }) => `${report.type} ${path.join('.')}: ${message}`),
    ...identifiers.map((text) => `${report.type} names ${text}`),
    ...(report.subject === undefined || parseSubject(report.subject).ok ? [] : [`subject ${report.subject}`]),
    ...(allowed ? [] : [`${partner} may not report ${report.type}`]),
  ];
}

const complaintsAbout = (fleet: Iterable<ToldJourney>, judged: (delivery: Delivery) => boolean): string[] => [
  ...new Set([...fleet].flatMap(({ deliveries }) => deliveries.filter(judged).flatMap(complaints))),
];

describe('reports of a fleet', () => {
  it('are valid and sent by partners that may', () => {
    expect(complaintsAbout(journeys({ seed: 'valid', devices: 2_000, until }), () => true)).toEqual([]);
  });

  it('stay so when things go wrong, but for those that are meant to be refused', () => {
    const fleet = journeys({ seed: 'broken', devices: 2_000, until, failures: allFailures(0.03) });
    const honest = ({ failure }: Delivery) => failure === undefined || !meantToBeRefused.has(failure);
    expect(complaintsAbout(fleet, honest)).toEqual([]);
  });

  it.each(['rogue-partner', 'schema-drift'] as const)('are refused for what is wrong in %s', (name) => {
    const fleet = journeys({ seed: 'broken', devices: 200, until, failures: { [name]: 1 } });
    expect(complaintsAbout(fleet, ({ failure }) => failure === name).length).toBeGreaterThan(0);
  });
});
