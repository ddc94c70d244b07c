import { ServerAway } from '#kernel';

/** The event store cannot be used as configured. The message is one line and holds no secret. */
export class EventStoreUnusable extends Error {
  override readonly name = 'EventStoreUnusable';
  constructor(
    readonly address: string,
    readonly reason: string,
  ) {
    super(`EventStoreDB at ${address}: ${reason}`);
  }
}

/** What somebody has to mend. */
const REASONS: readonly [RegExp, string][] = [
  [
    /not an EventStoreDB|UNIMPLEMENTED|Parse Error|Protocol error|HTTP status code (?!50[234])/i,
    'what answers is not an EventStoreDB of version 22.10 or newer',
  ],
  [/wrong version number|packet length too long|EPROTO/i, 'it does not speak TLS; say tls=false if that is meant'],
  [
    /certificate|self-signed|self signed|ERR_TLS|altname/i,
    'its certificate is not trusted; name its authority with tlsCAFile',
  ],
  [/access-denied|UNAUTHENTICATED|PERMISSION_DENIED|Unauthenticated|access denied/i, 'it refuses the credentials'],
];

/** What may pass by itself: it is not up yet, or not in the name service yet, or has no leader. */
const PASSING: readonly [RegExp, string][] = [
  [/ECONNREFUSED/, 'it refuses the connection; is it running?'],
  [/ENOTFOUND|EAI_AGAIN|Name resolution/i, 'its host name is not known'],
  [/ECONNRESET|socket hang up|Connection dropped/i, 'it ends the connection; does it expect TLS?'],
  [/No connection established/, 'no connection comes about; is it running, and does it expect TLS?'],
  [/Failed to discover/, 'no node of the cluster answers'],
  [/UNAVAILABLE|DEADLINE_EXCEEDED|no answer within|not-leader|timed? ?out/i, 'it does not answer'],
];

/** Why a connection that was tried cannot be used: `ServerAway` where that may pass, else `EventStoreUnusable`. */
export function startError(address: string, thrown: unknown): Error {
  const { message = String(thrown), type, code } = thrown as { message?: string; type?: string; code?: number };
  const text = `${type ?? ''} ${code === 12 ? 'UNIMPLEMENTED' : ''}${code === 16 ? 'UNAUTHENTICATED' : ''} ${message}`;
  const known = REASONS.find(([pattern]) => pattern.test(text))?.[1];
  if (known !== undefined) return new EventStoreUnusable(address, known);
  const passing = PASSING.find(([pattern]) => pattern.test(text))?.[1];
  const said = message.split('\n')[0]?.slice(0, 200) ?? '';
  if (passing === undefined && !(thrown instanceof ServerAway)) return new EventStoreUnusable(address, said);
  return new ServerAway(`EventStoreDB at ${address}: ${passing ?? said}`);
}
