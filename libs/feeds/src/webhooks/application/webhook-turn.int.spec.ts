import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { StoredSubscription } from '../../subscriptions/domain/subscription.js';
import { EndpointWorld, subscription } from '../../testing/endpoint-world.js';
import { WebhookTurn } from './webhook-turn.js';

let world: EndpointWorld;
beforeEach(async () => {
  world = await EndpointWorld.open();
});
afterEach(() => world.close());

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(5);
}

describe('a subscription that is no webhook for a moment', () => {
  it('keeps the secret that it was given when it came back', async () => {
    const webhook = subscription(1);
    const { records } = world.parts;
    let stored: StoredSubscription[] = [{ subscription: webhook, version: 1 }];
    let looks = 0;
    await records.putSecrets(webhook.id, { current: 'whsec_b2xk' }, 0);
    world.feed();
    const turn = new WebhookTurn({
      ...world.parts,
      list: async () => {
        looks += 1;
        const items = stored;
        // It is back by the time that its end has been seen to.
        if (items.length === 0) {
          stored = [{ subscription: webhook, version: 3 }];
          await records.signal();
        }
        return { items };
      },
    });
    await turn.start();
    await until(() => turn.endpoints.length === 1);
    stored = [];
    await records.signal();
    const before = looks;
    await until(() => looks >= before + 3 && turn.endpoints.length === 1);
    await turn.stop();
    expect((await records.secrets(webhook.id))?.secrets.current).toBe('whsec_b2xk');
  });
});
