import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Refusal } from '#kernel';
import { type Registration, registerPartner } from '../domain/decisions/index.js';
import { ApiKeys } from './api-keys.service.js';
import type { DecidedBy } from './decided-by.js';
import { PartnerLog } from './partner-log.js';

export type Registered = { outcome: 'registered' | 'repeat'; key?: string } | Refusal;

export class RegisterPartner extends Command<Registered> {
  constructor(
    readonly registration: Registration,
    readonly by: DecidedBy,
  ) {
    super();
  }
}

@CommandHandler(RegisterPartner)
export class RegisterPartnerHandler implements ICommandHandler<RegisterPartner> {
  constructor(
    @Inject(PartnerLog) private readonly log: PartnerLog,
    @Inject(ApiKeys) private readonly keys: ApiKeys,
  ) {}

  async execute({ registration, by }: RegisterPartner): Promise<Registered> {
    const { partnerId } = registration;
    const settled = await this.log.settle({ partnerId, ...by }, registerPartner(registration));
    if (settled.outcome === 'refused') return settled;
    if (!settled.appended) return { outcome: 'repeat' };
    if (registration.withoutKey === true) return { outcome: 'registered' };
    return { outcome: 'registered', key: await this.keys.issue(partnerId) };
  }
}
