import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { instantOf, type Role } from '#kernel';
import { CLOCK, type Clock } from '#platform';
import {
  changeRoles,
  type Decide,
  grantDelegation,
  reactivatePartner,
  revokeDelegation,
  suspendPartner,
} from '../domain/decisions/index.js';
import type { DecidedBy } from './decided-by.js';
import { PartnerLog, type Settled } from './partner-log.js';

/** The changes that are nothing but facts; each is decided in the stream of the partner whose rights change. */
export type PartnerChange =
  | { kind: 'roles'; partnerId: string; roles: readonly Role[] }
  | { kind: 'suspension' | 'reactivation'; partnerId: string; reason?: string }
  | { kind: 'grant'; partnerId: string; delegateId: string; from?: string; until?: string }
  | { kind: 'revocation'; partnerId: string; delegateId: string };

export class ChangePartner extends Command<Settled> {
  constructor(
    readonly change: PartnerChange,
    readonly by: DecidedBy,
  ) {
    super();
  }
}

@CommandHandler(ChangePartner)
export class ChangePartnerHandler implements ICommandHandler<ChangePartner> {
  constructor(
    @Inject(PartnerLog) private readonly log: PartnerLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute({ change, by }: ChangePartner): Promise<Settled> {
    const partnerId = 'delegateId' in change ? change.delegateId : change.partnerId;
    return this.log.settle({ partnerId, ...by }, this.decisionOn(change));
  }

  private decisionOn(change: PartnerChange): Decide {
    const now = instantOf(this.clock.now());
    switch (change.kind) {
      case 'roles':
        return changeRoles(change.partnerId, change.roles);
      case 'suspension':
        return suspendPartner(change.partnerId, change.reason);
      case 'reactivation':
        return reactivatePartner(change.partnerId, change.reason);
      case 'grant': {
        const { kind: _, ...grant } = change;
        return grantDelegation(grant, now);
      }
      case 'revocation':
        return revokeDelegation(change.partnerId, change.delegateId, now);
    }
  }
}
