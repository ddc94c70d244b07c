/** Name of the log on a server that holds several. */
const LOG_NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** Options of the client, as it compares them. */
const CLIENT_OPTIONS: ReadonlySet<string> = new Set([
  'connectionname',
  'defaultdeadline',
  'discoveryinterval',
  'gossiptimeout',
  'keepaliveinterval',
  'keepalivetimeout',
  'maxdiscoverattempts',
  'nodepreference',
  'throwonappendfailure',
  'tls',
  'tlscafile',
  'tlsverifycert',
  'usercertfile',
  'userkeyfile',
]);

/** `kurrentdb:` is what the product is called since; the client knows the older name and no option of ours. */
export const clientUrl = (url: string): string =>
  withoutOption(url.replace(/^kurrentdb(\+discover)?:/, 'esdb$1:'), 'circulogLog');

/** The log that `?circulogLog=west` names; `undefined` for the only one of its server. Throws for what is no name. */
export function logNameOf(url: string): string | undefined {
  const name = optionsOf(url).find(([option]) => option === 'circulogLog')?.[1];
  if (name === undefined || LOG_NAME.test(name)) return name;
  throw new Error('circulogLog takes up to 40 lower-case letters, digits and hyphens');
}

/** Throws for what the client would only warn about, quoting the whole connection string with its password. */
export function assertOptions(url: string): void {
  for (const [option, value] of optionsOf(clientUrl(url))) {
    const name = option.trim().toLowerCase().replace(/[_-]/g, '');
    const shown = /^[\w-]{1,40}$/.test(option) ? `the option ${option}` : 'an option';
    if (!CLIENT_OPTIONS.has(name)) throw new Error(`${shown} of the connection string is not known`);
    if (name === 'tlsverifycert' && value === 'false') {
      throw new Error('certificates are always verified; name their authority with tlsCAFile');
    }
  }
}

/** The hosts of a connection string, without credentials and options, for messages. */
export function addressOf(url: string): string {
  const afterScheme = url.slice(url.indexOf('://') + 3);
  return (afterScheme.slice(afterScheme.lastIndexOf('@') + 1).split(/[/?]/)[0] ?? '') || 'no host';
}

function optionsOf(url: string): [string, string][] {
  const [, query = ''] = url.split(/\?(.*)$/s);
  return query
    .split('&')
    .filter((option) => option !== '')
    .map((option) => option.split(/=(.*)$/s).slice(0, 2) as [string, string]);
}

function withoutOption(url: string, name: string): string {
  const [start = ''] = url.split('?');
  const others = optionsOf(url).filter(([option]) => option !== name);
  return others.length === 0 ? start : `${start}?${others.map((option) => option.join('=')).join('&')}`;
}
