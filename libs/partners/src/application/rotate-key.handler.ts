import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Refusal } from '#kernel';
import { rotateKey } from '../domain/decisions/index.js';
import { makeKeyId } from './api-key.js';
import { ApiKeys } from './api-keys.service.js';
import type { DecidedBy } from './decided-by.js';
import { PartnerLog } from './partner-log.js';

export interface Rotation {
  partnerId: string;
  /** RFC 3339; the new key ends then. */
  expiresAt?: string;
  /** RFC 3339; the partner's other keys end then, at once by default. */
  othersEndAt?: string;
}

export type Rotated = { outcome: 'rotated'; keyId: string; key: string } | Refusal;

export class RotateKey extends Command<Rotated> {
  constructor(
    readonly rotation: Rotation,
    readonly by: DecidedBy,
  ) {
    super();
  }
}

@CommandHandler(RotateKey)
export class RotateKeyHandler implements ICommandHandler<RotateKey> {
  constructor(
    @Inject(PartnerLog) private readonly log: PartnerLog,
    @Inject(ApiKeys) private readonly keys: ApiKeys,
  ) {}

  async execute({ rotation, by }: RotateKey): Promise<Rotated> {
    const { partnerId, expiresAt, othersEndAt } = rotation;
    const keyId = makeKeyId();
    const settled = await this.log.settle({ partnerId, ...by }, rotateKey(partnerId, keyId, othersEndAt));
    if (settled.outcome === 'refused') return settled;
    const key = await this.keys.issue(partnerId, { keyId, ...(expiresAt ? { expiresAt: Date.parse(expiresAt) } : {}) });
    await this.keys.expireOthers(partnerId, keyId, othersEndAt ? Date.parse(othersEndAt) : undefined);
    return { outcome: 'rotated', keyId, key };
  }
}
