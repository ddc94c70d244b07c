import type { Command } from 'commander';
import { type CommandContext, show, withClient } from '../command-context.js';
import { table } from '../console/table.js';

interface Partner {
  id: string;
  name: string;
  roles: string[];
  country: string;
  suspended: boolean;
}
interface AddOptions {
  name?: string;
  roles: string;
  country: string;
  timeZone?: string;
  withoutKey?: boolean;
}

const keyLines = ({ key }: { key?: string }): string =>
  key === undefined ? 'No new key was made.' : `Key, shown only now: ${key}`;

export function partnerCommand(program: Command, context: () => CommandContext): void {
  const partner = program.command('partner').description('partners, their roles and keys');
  partner
    .command('add <id>')
    .description('register a partner and show its key once')
    .requiredOption('--roles <roles>', 'manufacturer, retailer, refurbisher ..., with commas')
    .requiredOption('--country <code>', 'ISO 3166-1, such as DE')
    .option('--name <name>', 'name for people; the id otherwise')
    .option('--time-zone <zone>', 'IANA zone of its default site')
    .option('--without-key', 'known and named, but reports only through a delegate')
    .action((id: string, options: AddOptions) => add(id, options, context()));
  partner
    .command('list')
    .description('all partners')
    .action(() => list(context()));
  partner
    .command('rotate-key <id>')
    .description('make a new key and end the others')
    .action(async (id: string) => {
      const given = context();
      const made = await withClient(given, (client) =>
        client.post<{ keyId: string; key: string }>(`/v1/partners/${encodeURIComponent(id)}/keys`, { json: {} }),
      );
      show(given, made, keyLines);
    });
  for (const { name, description, done } of STANDINGS) {
    partner
      .command(`${name} <id>`)
      .description(description)
      .option('--reason <text>', 'why')
      .action(async (id: string, options: { reason?: string }) => {
        const given = context();
        const found = await withClient(given, (client) =>
          client.post<Partner>(`/v1/partners/${encodeURIComponent(id)}/${name}`, { json: { ...options } }),
        );
        show(given, found, (changed) => `${changed.id} is ${done}.`);
      });
  }
}

const STANDINGS = [
  { name: 'suspend', description: 'refuse its keys from now on', done: 'suspended' },
  { name: 'reactivate', description: 'take its keys again', done: 'active again' },
] as const;

async function add(id: string, options: AddOptions, context: CommandContext): Promise<void> {
  const { name = id, roles, country, timeZone, withoutKey } = options;
  const made = await withClient(context, (client) =>
    client.post<Partner & { key?: string }>('/v1/partners', {
      json: {
        id,
        name,
        roles: roles.split(',').map((role) => role.trim()),
        country,
        ...(timeZone === undefined ? {} : { timeZone }),
        ...(withoutKey === true ? { withoutKey } : {}),
      },
    }),
  );
  show(context, made, (registered) => `${registered.id} is registered.\n${keyLines(registered)}`);
}

async function list(context: CommandContext): Promise<void> {
  const { items } = await withClient(context, (client) => client.get<{ items: Partner[] }>('/v1/partners'));
  show(context, items, (partners) =>
    table(
      context.terminal,
      [{ title: 'id' }, { title: 'name' }, { title: 'roles' }, { title: 'country' }, { title: '' }],
      partners.map(({ id, name, roles, country, suspended }) => [
        id,
        name,
        roles.join(', '),
        country,
        suspended ? 'suspended' : '',
      ]),
    ),
  );
}
