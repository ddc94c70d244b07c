import { Inject, Injectable } from '@nestjs/common';
import type { Failure } from '#kernel';
import type { Caller } from '#partners';
import { CONFIGURATION, type Configuration, failuresOf } from '#platform';
import { FeedSources } from '../../feed-sources.js';
import { AddressPolicy } from '../../webhooks/domain/address-policy.js';
import { formFailures } from '../domain/known-names.js';
import type { Subscription } from '../domain/subscription.js';
import { type SubscriptionForm, soundFields, subscriptionForm } from '../domain/subscription-form.js';
import { NamedDevices } from './named-devices.js';
import type { Wanted } from './subscriptions.service.js';

/** Turns what a partner asks for into what is kept, or into everything that is wrong with it (CONTRACTS H1). */
@Injectable()
export class Forms {
  private readonly endpoints: AddressPolicy;

  constructor(
    @Inject(FeedSources) private readonly sources: FeedSources,
    @Inject(NamedDevices) private readonly devices: NamedDevices,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {
    this.endpoints = AddressPolicy.of(configuration.webhookNetworks);
  }

  /** `known`: ids that were found for their owner before, and are not looked up again. */
  async read(
    given: unknown,
    caller: Caller,
    known: readonly string[] | undefined = undefined,
  ): Promise<{ wanted: Wanted } | { failures: Failure[] }> {
    const parsed = subscriptionForm.safeParse(given);
    const sound = soundFields(given);
    const feeds = this.sources.all.map(({ feed }) => feed);
    const means = {
      kafka: this.configuration.kafka !== undefined,
      complaintOfUrl: (url: string) => this.endpoints.complaintOfUrl(url),
    };
    const named = known === undefined ? await this.devices.resolve(sound.devices ?? [], caller) : undefined;
    const failures = [
      ...failuresOf(parsed.error?.issues ?? []),
      ...formFailures(sound, { feeds, means }),
      ...(named?.failures ?? []),
    ];
    if (!parsed.success || failures.length > 0) return { failures };
    return { wanted: wantedOf(parsed.data, named?.ids ?? known ?? []) };
  }
}

function wantedOf(form: SubscriptionForm, devices: readonly string[]): Wanted {
  const { name, feeds, types, metrics, dimensions, delivery } = form;
  const chosen = { types, devices: form.devices && devices, metrics, dimensions };
  return {
    ...(name === undefined ? {} : { name }),
    feeds: [...new Set(feeds)],
    selection: Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined)),
    delivery,
  };
}

/** A subscription as the form that would ask for it. */
export const formOf = ({ name, feeds, selection, delivery }: Subscription): Record<string, unknown> => ({
  ...(name === undefined ? {} : { name }),
  feeds,
  ...selection,
  delivery,
});
