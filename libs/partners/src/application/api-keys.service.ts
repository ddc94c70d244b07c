import { Inject, Injectable } from '@nestjs/common';
import type { OpsRecord, OpsStore } from '#ops-store';
import { CLOCK, type Clock, CONFIGURATION, type Configuration, OPS_STORE } from '#platform';
import { Allowance } from '../domain/allowance.js';
import type { Caller, Partner } from '../domain/partner.js';
import { digestOf, keyIdOf, makeKey, makeKeyId, sameDigest } from './api-key.js';
import { OPERATOR } from './operator.js';
import { PartnerDirectoryService } from './partner-directory.service.js';
import { WrongKeys } from './wrong-keys.js';

const COLLECTION = 'api-keys';
const OPERATOR_KEY_ID = 'operator';
const PAGE = 1000;
/** A record whose version moves after each change of a key: other processes look at it rather than at every key. */
const CHANGES = 'api-key-changes';
const LAST_CHANGE = 'last';

interface StoredKey {
  keyId: string;
  partnerId: string;
  digest: Buffer;
  /** Milliseconds; the key is refused from then on. */
  expiresAt: number | undefined;
  caller: Caller | undefined;
  allowance: Allowance;
}

export type Authentication =
  | { ok: true; caller: Caller; allowance: Allowance }
  | { ok: false; rule: 'unknown-key' | 'expired-key' | 'suspended-partner' }
  | { ok: false; rule: 'too-many-wrong-keys'; waitMillis: number };

/** Another process has made a key of this name. */
class KeyExists extends Error {
  constructor(keyId: string) {
    super(`There is a key ${keyId} already.`);
  }
}

/** Keys by hash in the operational store, all of them in memory: a check costs one SHA-256 and one comparison. */
@Injectable()
export class ApiKeys {
  private readonly keys = new Map<string, StoredKey>();
  private readonly proved = new WeakMap<object, { key: string; stored: StoredKey }>();
  private readonly wrongKeys: WrongKeys;
  private lastChange = 0;

  constructor(
    @Inject(OPS_STORE) private readonly ops: OpsStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(PartnerDirectoryService) private readonly directory: PartnerDirectoryService,
  ) {
    this.wrongKeys = new WrongKeys(configuration.rates.wrongKeys);
  }

  /**
   * Loads all keys. Answers the operator's key if it was made just now: it is never shown again. Of several processes
   * that start at once, one makes it; `makes: false`: this one does not.
   */
  async open({ makes = true }: { makes?: boolean } = {}): Promise<string | undefined> {
    await this.load();
    const { adminKey } = this.configuration;
    if (adminKey !== undefined) {
      this.keys.set(OPERATOR_KEY_ID, storedKey(OPERATOR_KEY_ID, OPERATOR.id, digestOf(adminKey)));
      return undefined;
    }
    if (this.keys.has(OPERATOR_KEY_ID) || !makes) return undefined;
    try {
      return await this.issue(OPERATOR.id, { keyId: OPERATOR_KEY_ID });
    } catch (error) {
      if (!(error instanceof KeyExists)) throw error;
      await this.load();
      return undefined;
    }
  }

  /** Takes over what other processes have changed since the last look; costs one small read when that is nothing. */
  async refresh(): Promise<void> {
    const last = await this.ops.get(CHANGES, LAST_CHANGE);
    if (last === undefined || last.version === this.lastChange) return;
    await this.load();
    this.lastChange = last.version;
  }

  private async load(): Promise<void> {
    for (let after: string | undefined, more = true; more; ) {
      const page = await this.ops.list(COLLECTION, { limit: PAGE, ascending: true, ...(after ? { after } : {}) });
      for (const record of page.items) this.remember(record);
      after = page.next;
      more = after !== undefined;
    }
  }

  /** Makes and keeps a key for the partner and answers it, this once. */
  async issue(partnerId: string, options: { keyId?: string; expiresAt?: number } = {}): Promise<string> {
    const keyId = options.keyId ?? makeKeyId();
    const key = makeKey(keyId);
    const document = {
      partnerId,
      digest: digestOf(key).toString('base64'),
      createdAt: this.clock.now(),
      expiresAt: options.expiresAt ?? null,
    };
    if (!(await this.ops.put(COLLECTION, keyId, document, 0))) throw new KeyExists(keyId);
    await this.announce();
    this.remember({ id: keyId, version: 1, document });
    return key;
  }

  /** Lets every other key of the partner end at the given time, at once by default. */
  async expireOthers(partnerId: string, keepKeyId: string, at = this.clock.now()): Promise<void> {
    await this.refresh();
    const others = [...this.keys.values()].filter((key) => key.partnerId === partnerId && key.keyId !== keepKeyId);
    for (const { keyId, expiresAt } of others) {
      const record = await this.ops.get(COLLECTION, keyId);
      if (record === undefined || (expiresAt !== undefined && expiresAt <= at)) continue;
      const document = { ...record.document, expiresAt: at };
      await this.ops.put(COLLECTION, keyId, document);
      this.remember({ ...record, document });
    }
    await this.announce();
  }

  private async announce(): Promise<void> {
    await this.ops.put(CHANGES, LAST_CHANGE, { at: this.clock.now() });
  }

  /**
   * A key that a client has proved is recognised by comparing it with what came over the same connection before, which
   * tells nobody else anything, and saves the hash on every request but its first. From an address of too many wrong keys
   * no other key is looked at, not even a right one: an answer would tell which one it is.
   */
  authenticate(key: string, connection: object, addressOf: () => string): Authentication {
    const now = this.clock.now();
    const proved = this.proved.get(connection);
    const recognised =
      proved !== undefined && proved.key === key && this.keys.get(proved.stored.keyId) === proved.stored;
    if (recognised) return this.judge(proved.stored, now);
    const address = addressOf();
    const waitMillis = this.wrongKeys.waitMillis(address, now);
    if (waitMillis > 0) return { ok: false, rule: 'too-many-wrong-keys', waitMillis };
    const stored = this.prove(key);
    if (stored === undefined) {
      this.wrongKeys.count(address, now);
      return { ok: false, rule: 'unknown-key' };
    }
    this.proved.set(connection, { key, stored });
    return this.judge(stored, now);
  }

  /** Whose key it is now, if it would still be let in: what goes on for long asks again. */
  callerBy(keyId: string): Caller | undefined {
    const stored = this.keys.get(keyId);
    const judged = stored && this.judge(stored, this.clock.now());
    return judged?.ok ? judged.caller : undefined;
  }

  private judge(stored: StoredKey, now: number): Authentication {
    if (stored.expiresAt !== undefined && stored.expiresAt <= now) return { ok: false, rule: 'expired-key' };
    const partner = this.directory.find(stored.partnerId);
    if (partner === undefined) return { ok: false, rule: 'unknown-key' };
    if (partner.suspended) return { ok: false, rule: 'suspended-partner' };
    return { ok: true, caller: callerOf(stored, partner), allowance: stored.allowance };
  }

  private prove(key: string): StoredKey | undefined {
    const stored = this.keys.get(keyIdOf(key) ?? OPERATOR_KEY_ID) ?? this.keys.get(OPERATOR_KEY_ID);
    return stored !== undefined && sameDigest(stored.digest, digestOf(key)) ? stored : undefined;
  }

  private remember({ id, document }: OpsRecord): void {
    const { partnerId, digest, expiresAt } = document as {
      partnerId: string;
      digest: string;
      expiresAt: number | null;
    };
    if (id === OPERATOR_KEY_ID && this.configuration.adminKey !== undefined) return;
    const bytes = Buffer.from(digest, 'base64');
    const known = this.keys.get(id);
    if (known !== undefined && known.expiresAt === (expiresAt ?? undefined) && known.digest.equals(bytes)) return;
    this.keys.set(id, storedKey(id, partnerId, bytes, expiresAt ?? undefined));
  }
}

const storedKey = (keyId: string, partnerId: string, digest: Buffer, expiresAt?: number): StoredKey => ({
  keyId,
  partnerId,
  digest,
  expiresAt,
  caller: undefined,
  allowance: new Allowance(),
});

/** One `Caller` per key for as long as the partner stays as it is. */
function callerOf(stored: StoredKey, partner: Partner): Caller {
  if (stored.caller?.partner !== partner) stored.caller = { partner, keyId: stored.keyId };
  return stored.caller;
}
