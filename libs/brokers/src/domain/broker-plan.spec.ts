import { describe, expect, it } from '@jest/globals';
import { DEVICE_EVENTS, SHARED_TOPICS } from '#feeds/domain';
import { type AclBinding, brokerPlan, type PlanInputs, type Principals, principalFaults } from './index.js';

const PRINCIPALS: Principals = {
  relay: 'User:relay',
  intake: 'User:intake',
  partner: 'User:{partner}',
  auditors: ['User:audit'],
};
const INPUTS: PlanInputs = {
  partners: [
    { id: 'green', suspended: false },
    { id: 'green-west', suspended: false },
  ],
  principals: PRINCIPALS,
  host: '*',
  intake: true,
};

const planOf = (more: Partial<PlanInputs> = {}) => brokerPlan({ ...INPUTS, ...more });
const reaches = ({ patternType, resourceName }: AclBinding, name: string) =>
  patternType === 'PREFIXED' ? name.startsWith(resourceName) : name === resourceName;

/** Who may do that with it, as an authorizer would judge. */
function who(acls: readonly AclBinding[], operation: string, resourceType: string, name: string): string[] {
  const may = acls.filter(
    (acl) => acl.operation === operation && acl.resourceType === resourceType && reaches(acl, name),
  );
  return [...new Set(may.map(({ principal }) => principal))].sort();
}

describe('a plan for brokers', () => {
  const { topics, acls } = planOf();

  it('has the shared topics and three of each partner', () => {
    expect(topics.map(({ name }) => name)).toEqual([
      ...SHARED_TOPICS.map(({ name }) => name),
      ...['green', 'green-west'].flatMap((id) => [
        `circulog.partner.${id}.v1`,
        `circulog.intake.v1.${id}`,
        `circulog.intake-results.v1.${id}`,
      ]),
    ]);
    expect(topics.find(({ name }) => name === DEVICE_EVENTS.name)).toEqual({
      name: DEVICE_EVENTS.name,
      partitions: 12,
      settings: { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' },
    });
  });

  it.each([
    ['READ', 'TOPIC', 'circulog.device-events.v1', ['User:audit', 'User:green', 'User:green-west']],
    ['READ', 'TOPIC', 'circulog.custody.v1', ['User:audit']],
    ['READ', 'TOPIC', 'circulog.feed-positions.v1', ['User:relay']],
    ['READ', 'TOPIC', 'circulog.partner.green.v1', ['User:green']],
    ['READ', 'TOPIC', 'circulog.intake.v1.green', ['User:intake']],
    ['READ', 'TOPIC', 'circulog.intake-results.v1.green', ['User:green']],
    ['WRITE', 'TOPIC', 'circulog.device-events.v1', ['User:relay']],
    ['WRITE', 'TOPIC', 'circulog.partner.green.v1', ['User:relay']],
    ['WRITE', 'TOPIC', 'circulog.intake.v1.green', ['User:green']],
    ['WRITE', 'TOPIC', 'circulog.intake-results.v1.green', ['User:intake']],
    ['CREATE', 'TOPIC', 'circulog.device-events.v1', []],
    ['CREATE', 'TOPIC', 'circulog.partner.new.v1', ['User:relay']],
    ['READ', 'GROUP', 'circulog-intake', ['User:intake']],
    ['READ', 'GROUP', 'circulog-positions-1', ['User:relay']],
    ['READ', 'GROUP', 'green.stock', ['User:green']],
    ['READ', 'GROUP', 'green-west.stock', ['User:green-west']],
    ['WRITE', 'TRANSACTIONAL_ID', 'circulog-relay-custody', ['User:relay']],
    ['WRITE', 'TRANSACTIONAL_ID', 'circulog-intake/circulog.intake.v1.green/0', ['User:intake']],
  ])('lets %s the %s %s: %j', (operation, resourceType, name, principals) => {
    expect(who(acls, operation, resourceType, name)).toEqual(principals);
  });

  it('says each thing once where one principal does all', () => {
    const one = planOf({ principals: { ...PRINCIPALS, intake: 'User:relay' } });
    expect(new Set(one.acls.map((acl) => JSON.stringify(acl))).size).toBe(one.acls.length);
    expect(who(one.acls, 'READ', 'GROUP', 'circulog-intake')).toEqual(['User:relay']);
  });

  it('keeps the topics of a suspended partner, and takes its access out', () => {
    const suspended = planOf({ partners: [{ id: 'green', suspended: true }] });
    expect(suspended.topics).toHaveLength(SHARED_TOPICS.length + 3);
    const ofGreen = ({ principal }: { principal: string }) => principal === 'User:green';
    expect(suspended.acls.filter(ofGreen)).toEqual([]);
    expect(suspended.withdrawn).toEqual(planOf({ partners: [{ id: 'green', suspended: false }] }).acls.filter(ofGreen));
  });

  it('has nothing of intake where there is none', () => {
    const { topics: some, acls: fewer } = planOf({ intake: false });
    expect([...some.map(({ name }) => name), ...fewer.map(({ resourceName }) => resourceName)].join()).not.toContain(
      'intake',
    );
  });
});

describe('principals', () => {
  const faultsOf = (more: Partial<Principals>) => principalFaults({ ...PRINCIPALS, ...more }, ['green']);

  it('are taken where each is one', () => {
    expect(faultsOf({ partner: 'User:CN={partner},O=Example Ltd' })).toEqual([]);
  });

  it.each([
    [{ relay: 'relay' }, 'relay is no principal, such as User:name.'],
    [{ auditors: ['User:*'] }, 'User:* is everybody.'],
    [{ partner: 'User:partner' }, 'User:partner is the same for all partners: it needs {partner}.'],
    [{ intake: 'User:green' }, 'User:green is the partner green as well.'],
  ])('are refused: %j', (given, fault) => {
    expect(faultsOf(given)).toEqual([fault]);
  });
});
