import { describe, expect, it } from '@jest/globals';
import { type AclBinding, type BrokersFound, brokerPlan, comparePlan, isAsPlanned, kafkaCommands } from './index.js';

const INPUTS = {
  partners: [{ id: 'green', suspended: false }],
  principals: { relay: 'User:circulog', intake: 'User:circulog', partner: 'User:CN={partner}, O=X', auditors: [] },
  host: '*',
  intake: true,
};
const PLAN = brokerPlan(INPUTS);
const AS_PLANNED: BrokersFound = { topics: PLAN.topics, acls: PLAN.acls };

const compared = (found: Partial<BrokersFound>) => comparePlan(PLAN, { ...AS_PLANNED, ...found });
const binding = (more: Partial<AclBinding>): AclBinding => ({
  resourceType: 'TOPIC',
  resourceName: 'circulog.custody.v1',
  patternType: 'LITERAL',
  principal: 'User:somebody',
  host: '*',
  operation: 'READ',
  permission: 'ALLOW',
  ...more,
});

describe('what brokers hold', () => {
  it('is as planned where all of it is there', () => {
    expect(isAsPlanned(compared({}))).toBe(true);
    expect(compared({}).beyond).toEqual({ topics: [], acls: [] });
  });

  it('misses what is not there', () => {
    const comparison = compared({ topics: PLAN.topics.slice(1), acls: PLAN.acls.slice(1) });
    expect(comparison.topics[0]?.state).toBe('missing');
    expect(comparison.acls[0]?.state).toBe('missing');
    expect(isAsPlanned(comparison)).toBe(false);
  });

  it('differs by fewer partitions and by other settings, and not by more partitions', () => {
    const [first, second, ...rest] = PLAN.topics.map((topic) => ({ ...topic }));
    if (first === undefined || second === undefined) throw new Error('The plan has no topics.');
    first.partitions = 3;
    first.settings = { ...first.settings, 'retention.ms': '1000' };
    second.partitions = 24;
    const comparison = compared({ topics: [first, second, ...rest] });
    expect(comparison.topics[0]).toMatchObject({
      state: 'different',
      differences: ['partitions: 3 instead of 12', 'retention.ms: 1000 instead of -1'],
    });
    expect(comparison.topics[1]?.state).toBe('present');
  });

  it('is unguarded where brokers have no authorizer', () => {
    const comparison = compared({ acls: null });
    expect(new Set(comparison.acls.map(({ state }) => state))).toEqual(new Set(['unguarded']));
    expect(isAsPlanned(comparison)).toBe(false);
  });

  it.each([
    ['another principal', binding({})],
    ['a denial', binding({ permission: 'DENY' })],
    ['every topic', binding({ resourceName: '*' })],
    ['a wider beginning', binding({ resourceName: 'circ', patternType: 'PREFIXED' })],
    ['the group of intake', binding({ resourceType: 'GROUP', resourceName: 'circulog-intake' })],
  ])('goes beyond the plan by %s', (_, acl) => {
    expect(compared({ acls: [...PLAN.acls, acl] }).beyond.acls).toEqual([acl]);
  });

  it('is not as planned while a suspended partner has access', () => {
    const acl = PLAN.acls.find(({ principal }) => principal.includes('green')) as AclBinding;
    const suspended = comparePlan(brokerPlan({ ...INPUTS, partners: [{ id: 'green', suspended: true }] }), AS_PLANNED);
    expect(suspended.withdrawn).toContainEqual(acl);
    expect(suspended.beyond.acls).toEqual([]);
    expect(isAsPlanned(suspended)).toBe(false);
    const left = { ...AS_PLANNED, acls: PLAN.acls.filter(({ principal }) => !principal.includes('green')) };
    const taken = comparePlan(brokerPlan({ ...INPUTS, partners: [{ id: 'green', suspended: true }] }), left);
    expect(isAsPlanned(taken)).toBe(true);
  });

  it('may hold what is no affair of the plan', () => {
    const others = [
      binding({ resourceName: 'payments' }),
      binding({ resourceName: 'circ' }),
      binding({ resourceType: 'CLUSTER', resourceName: 'kafka-cluster' }),
    ];
    expect(compared({ acls: [...PLAN.acls, ...others] }).beyond.acls).toEqual([]);
  });
});

describe('commands of Kafka', () => {
  it('take away what suspended partners have', () => {
    const isIntake = ({ resourceName }: AclBinding) => resourceName === 'circulog.intake.v1.green';
    const plan = brokerPlan({ ...INPUTS, partners: [{ id: 'green', suspended: true }] });
    const kept = PLAN.acls.filter((acl) => !acl.principal.includes('green') || isIntake(acl));
    const commands = kafkaCommands(comparePlan(plan, { ...AS_PLANNED, acls: kept }), ['--bootstrap-server', 'b:9092']);
    expect(commands).toEqual([
      "kafka-acls.sh --bootstrap-server b:9092 --remove --force --allow-principal 'User:CN=green, O=X' " +
        "--allow-host '*' --operation Write --topic circulog.intake.v1.green --resource-pattern-type literal",
    ]);
  });

  it('make what is missing, quoted for a shell', () => {
    const isGreens = ({ resourceName }: AclBinding) => resourceName === 'circulog.partner.green.v1';
    const comparison = compared({
      topics: PLAN.topics.slice(1),
      acls: PLAN.acls.filter((acl) => !isGreens(acl)),
    });
    expect(kafkaCommands(comparison, ['--bootstrap-server', 'b:9092'])).toEqual([
      'kafka-topics.sh --bootstrap-server b:9092 --create --if-not-exists --topic circulog.device-events.v1 ' +
        '--partitions 12 --config cleanup.policy=delete --config retention.ms=-1 --config retention.bytes=-1',
      "kafka-acls.sh --bootstrap-server b:9092 --add --allow-principal 'User:CN=green, O=X' --allow-host '*' " +
        '--operation Read --topic circulog.partner.green.v1 --resource-pattern-type literal',
    ]);
  });
});
