import { type FieldTier, TIERS, type Tier, type Tiers } from '#kernel';
import { declarations } from '../registry.js';
import { DEVICE_TIERS } from './device-tiers.js';
import { ENTRY_TIERS, ENVELOPE_TIERS, EVERY_EVENT_TIERS } from './event-tiers.js';
import { LISTED_TIERS } from './listed.js';

/** The matrix as a page for auditors: what the declarations say, and nothing of its own. */
export function visibilityPage(): string {
  const events = [...declarations].sort((a, b) => (a.type < b.type ? -1 : 1));
  const payloads = events.map(({ type, tiers }): Row => [type, tiers]);
  return [
    INTRODUCTION,
    section('A device', fieldByField(DEVICE_TIERS)),
    section('A device in a list', fieldByField(LISTED_TIERS)),
    section('An event, beside its payload', fieldByField({ ...ENVELOPE_TIERS })),
    section('An entry of a journey, beside its event', fieldByField(ENTRY_TIERS)),
    section('The payload of an event', [['every event', EVERY_EVENT_TIERS], ...payloads]),
  ].join('\n');
}

type Row = readonly [name: string, tiers: Tiers];

const fieldByField = (tiers: Tiers): Row[] =>
  Object.entries(tiers).map(([field, declared]) => [
    field,
    typeof declared === 'string' ? { yes: declared } : declared,
  ]);

const INTRODUCTION = `# Who sees what

Made by \`npm run openapi\` from the declarations in \`libs/lifecycle/src/domain\`; a test compares. The API and the
feeds show what this page says, from the same declarations. A field that is not here nobody sees, but in the payload of
an event, which auditors and the partners whose event it is see as it was recorded.

| Relation to a device | Events | Tiers |
|---|---|---|
| auditor or operator, by role | all | all |
| made, held or owned it | all | public, holder; repairer for manufacturers, refurbishers and recyclers |
| granted sight of it (\`AccessGranted\`), until that ends | all | the same, up to the tier that was granted |
| only reported on it | its own | public |
| none | none | none |

Whoever says that it has a device that another partner has, and did not pass on, has only reported on it until the
hand-over is reported or the contest is settled. The shared feed \`device-events\` tells every partner the public fields
of every device.

An event that a partner sent, or that was sent for it, it sees whole. \`holder\` reads "owner or holder". Sellers and
buyers are pseudonyms in the log; what is known of them as persons is not in it, so that nobody sees it here. Auditors
alone see which pseudonym: anybody else reads \`consumer\` wherever a field that they may see names one.
`;

function section(title: string, rows: readonly Row[]): string {
  const lines = rows.map(([name, tiers]) => {
    const cells = TIERS.map((tier) => fieldsOf(tiers, tier).join(', '));
    return `| ${name} | ${cells.join(' | ')} |`;
  });
  return [`## ${title}`, '', '| | public | holder | repairer | auditor |', '|---|---|---|---|---|', ...lines, ''].join(
    '\n',
  );
}

const fieldsOf = (tiers: Tiers, tier: Tier): string[] =>
  Object.entries(tiers).flatMap(([field, declared]) => namesOf(field, declared, tier));

const namesOf = (name: string, declared: FieldTier, tier: Tier): string[] => {
  if (typeof declared === 'string') return declared === tier ? [name] : [];
  return Object.entries(declared).flatMap(([member, below]) => namesOf(`${name}.${member}`, below, tier));
};
