import type { Command } from 'commander';
import type { ApplyStep, BrokerPlan, PlanComparison, Principals } from '#brokers';
import { type CommandContext, show, withClient } from '../command-context.js';
import { type ConfiguredBrokers, configuredBrokers, withBrokers } from '../connection/brokers.js';
import { CliFailure } from '../console/cli-failure.js';
import { EXIT } from '../console/exit-codes.js';
import { steps } from '../console/steps.js';
import { planText } from '../views/broker-plan-text.js';

interface PlanOptions {
  principal: string;
  principalRelay?: string;
  principalIntake?: string;
  principalPartner: string;
  principalAuditor: string[];
  host: string;
  acls: boolean;
  strict?: boolean;
  commands?: boolean;
  revoke?: boolean;
}

const LABELS: Record<ApplyStep, string> = {
  topics: 'making topics',
  acls: 'making ACLs',
  withdrawn: 'taking ACLs away',
};

export function kafkaCommand(program: Command, context: () => CommandContext): void {
  const kafka = program
    .command('kafka')
    .description('topics on the brokers that CIRCULOG_KAFKA names, and who may use them');
  withPlanOptions(kafka.command('plan'))
    .description('compare what brokers hold with what Circulog and its partners need; exit code 7 where that differs')
    .option('--commands', "print what is missing as command lines of Kafka's own tools")
    .action((options: PlanOptions) => plan(options, context()));
  withPlanOptions(kafka.command('apply'))
    .description('make the topics and ACLs that are missing, and nothing else; run it again after an interruption')
    .option('--revoke', 'take away what suspended partners may still do')
    .action((options: PlanOptions) => apply(options, context()));
}

const withPlanOptions = (command: Command): Command =>
  command
    .option('--principal <principal>', "of Circulog's own processes", 'User:circulog')
    .option('--principal-relay <principal>', 'of what publishes, where it is another one')
    .option('--principal-intake <principal>', 'of what takes in from partners, where it is another one')
    .option('--principal-partner <pattern>', 'of a partner, {partner} for its id', 'User:{partner}')
    .option('--principal-auditor <principal>', 'may read custody and anomalies; may be given again', gathered, [])
    .option('--host <address>', 'that they come from', '*')
    .option('--no-acls', 'topics alone, for brokers without an authorizer')
    .option('--strict', 'what is there beyond the plan counts as a difference');

const gathered = (one: string, before: string[]): string[] => [...before, one];

async function plan(options: PlanOptions, context: CommandContext): Promise<void> {
  const brokers = await configuredBrokers(context.environment);
  const wanted = await planned(options, brokers, context);
  const { comparePlan, kafkaCommands, readBrokers } = await import('#brokers');
  const found = await withBrokers(brokers.kafka, (admin) => readBrokers(admin, wanted, options));
  const comparison = comparePlan(wanted, found);
  if (options.commands === true) {
    const { brokers: addresses, tls, sasl } = brokers.kafka;
    const secured = tls || sasl !== undefined ? ['--command-config', 'client.properties'] : [];
    const lines = kafkaCommands(comparison, ['--bootstrap-server', addresses.join(','), ...secured]);
    show(context, lines, (told) => told.join('\n'));
  } else {
    show(context, comparison, (told) => planText(context.terminal, told));
  }
  await judge(comparison, options);
}

async function apply(options: PlanOptions, context: CommandContext): Promise<void> {
  const brokers = await configuredBrokers(context.environment);
  const wanted = await planned(options, brokers, context);
  const { applyPlan } = await import('#brokers');
  const bars = steps(context.terminal, LABELS);
  const { acls, revoke = false } = options;
  const { made, taken, comparison } = await withBrokers(brokers.kafka, (admin) =>
    applyPlan(admin, wanted, { acls, revoke }, bars.at),
  );
  bars.finish();
  show(
    context,
    { made, taken, ...comparison },
    (told) =>
      `${planText(context.terminal, told)}\n${made.topics} topics and ${made.acls} ACLs were made, ${taken} ACLs taken away.`,
  );
  await judge(comparison, options);
}

interface Partner {
  id: string;
  suspended: boolean;
}

/** The operator, who is nobody's partner, has no topic. */
const OPERATOR = 'operator';

async function planned(
  { acls, host, ...options }: PlanOptions,
  { intake }: ConfiguredBrokers,
  context: CommandContext,
): Promise<BrokerPlan> {
  const { brokerPlan, principalFaults } = await import('#brokers');
  const { items } = await withClient(context, (client) => client.get<{ items: Partner[] }>('/v1/partners'));
  const partners = items.filter(({ id }) => id !== OPERATOR);
  const principals: Principals = {
    relay: options.principalRelay ?? options.principal,
    intake: options.principalIntake ?? options.principal,
    partner: options.principalPartner,
    auditors: options.principalAuditor,
  };
  const faults = principalFaults(
    principals,
    partners.map(({ id }) => id),
  );
  if (faults.length > 0) throw new CliFailure(faults.join('\n  '), EXIT.usage);
  const whole = brokerPlan({ partners, principals, host, intake });
  return acls ? whole : { ...whole, acls: [], withdrawn: [] };
}

async function judge(comparison: PlanComparison, { strict }: PlanOptions): Promise<void> {
  const { isAsPlanned } = await import('#brokers');
  const beyond = [...comparison.beyond.topics, ...comparison.beyond.acls];
  if (isAsPlanned(comparison) && (strict !== true || beyond.length === 0)) return;
  throw new CliFailure('The brokers are not as planned.', EXIT.differs);
}
