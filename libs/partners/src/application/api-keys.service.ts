import { Inject, Injectable } from '@nestjs/common';
import type { OpsRecord, OpsStore } from '#ops-store';
import { CLOCK, type Clock, CONFIGURATION, type Configuration, OPS_STORE } from '#platform';
import type { Caller, Partner } from '../domain/partner.js';
import { digestOf, keyIdOf, makeKey, makeKeyId, sameDigest } from './api-key.js';
import { OPERATOR } from './operator.js';
import { PartnerDirectoryService } from './partner-directory.service.js';

const COLLECTION = 'api-keys';
const OPERATOR_KEY_ID = 'operator';
const PAGE = 1000;

interface StoredKey {
  keyId: string;
  partnerId: string;
  digest: Buffer;
  /** Milliseconds; the key is refused from then on. */
  expiresAt: number | undefined;
  caller: Caller | undefined;
}

export type Authentication =
  | { ok: true; caller: Caller }
  | { ok: false; rule: 'unknown-key' | 'expired-key' | 'suspended-partner' };

/** Keys by hash in the operational store, all of them in memory: a check costs one SHA-256 and one comparison. */
@Injectable()
export class ApiKeys {
  private readonly keys = new Map<string, StoredKey>();
  private readonly proved = new WeakMap<object, { key: string; stored: StoredKey }>();

  constructor(
    @Inject(OPS_STORE) private readonly ops: OpsStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(PartnerDirectoryService) private readonly directory: PartnerDirectoryService,
  ) {}

  /** Loads all keys. Answers the operator's key if it was made just now: it is never shown again. */
  async open(): Promise<string | undefined> {
    for (let after: string | undefined, more = true; more; ) {
      const page = await this.ops.list(COLLECTION, { limit: PAGE, ascending: true, ...(after ? { after } : {}) });
      for (const record of page.items) this.remember(record);
      after = page.next;
      more = after !== undefined;
    }
    const { adminKey } = this.configuration;
    if (adminKey !== undefined) {
      this.keys.set(OPERATOR_KEY_ID, storedKey(OPERATOR_KEY_ID, OPERATOR.id, digestOf(adminKey)));
      return undefined;
    }
    return this.keys.has(OPERATOR_KEY_ID) ? undefined : this.issue(OPERATOR.id, { keyId: OPERATOR_KEY_ID });
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
    await this.ops.put(COLLECTION, keyId, document);
    this.remember({ id: keyId, version: 1, document });
    return key;
  }

  /** Lets every other key of the partner end at the given time, at once by default. */
  async expireOthers(partnerId: string, keepKeyId: string, at = this.clock.now()): Promise<void> {
    const others = [...this.keys.values()].filter((key) => key.partnerId === partnerId && key.keyId !== keepKeyId);
    for (const { keyId, expiresAt } of others) {
      const record = await this.ops.get(COLLECTION, keyId);
      if (record === undefined || (expiresAt !== undefined && expiresAt <= at)) continue;
      const document = { ...record.document, expiresAt: at };
      await this.ops.put(COLLECTION, keyId, document);
      this.remember({ ...record, document });
    }
  }

  /**
   * `connection` stands for one client: a key that it has proved is recognised by comparing it with what the same client
   * sent before, which tells nobody else anything, and saves the hash on every request but its first.
   */
  authenticate(key: string, connection: object): Authentication {
    const proved = this.proved.get(connection);
    const recognised =
      proved !== undefined && proved.key === key && this.keys.get(proved.stored.keyId) === proved.stored;
    const stored = recognised ? proved.stored : this.prove(key);
    if (stored === undefined) return { ok: false, rule: 'unknown-key' };
    if (!recognised) this.proved.set(connection, { key, stored });
    if (stored.expiresAt !== undefined && stored.expiresAt <= this.clock.now())
      return { ok: false, rule: 'expired-key' };
    const partner = this.directory.find(stored.partnerId);
    if (partner === undefined) return { ok: false, rule: 'unknown-key' };
    if (partner.suspended) return { ok: false, rule: 'suspended-partner' };
    return { ok: true, caller: callerOf(stored, partner) };
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
    this.keys.set(id, storedKey(id, partnerId, Buffer.from(digest, 'base64'), expiresAt ?? undefined));
  }
}

const storedKey = (keyId: string, partnerId: string, digest: Buffer, expiresAt?: number): StoredKey => ({
  keyId,
  partnerId,
  digest,
  expiresAt,
  caller: undefined,
});

/** One `Caller` per key for as long as the partner stays as it is. */
function callerOf(stored: StoredKey, partner: Partner): Caller {
  if (stored.caller?.partner !== partner) stored.caller = { partner, keyId: stored.keyId };
  return stored.caller;
}
