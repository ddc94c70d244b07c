import { z } from 'zod';
import { answerSchema } from '#platform';
import { formOf } from '../application/forms.js';
import { delivery } from '../domain/delivery-kinds.js';
import type { StoredSubscription } from '../domain/subscription.js';
import { subscriptionForm } from '../domain/subscription-form.js';

export const subscriptionView = answerSchema(
  'Subscription',
  z.object({
    id: z.string(),
    partner: z.string().describe('Whose it is'),
    name: z.string().exactOptional(),
    feeds: z.array(z.string()),
    types: z.array(z.string()).exactOptional(),
    devices: z.array(z.string()).exactOptional().describe('Device ids; those that a device was merged from as well'),
    metrics: z.array(z.string()).exactOptional(),
    dimensions: z.record(z.string(), z.string()).exactOptional(),
    delivery,
    secret: z.string().exactOptional().describe('That a new webhook is signed with; shown this once'),
    createdAt: z.iso.datetime(),
    changedAt: z.iso.datetime(),
  }),
);
type SubscriptionView = z.output<typeof subscriptionView>;

export const subscriptionPage = answerSchema(
  'SubscriptionPage',
  z.object({ items: z.array(subscriptionView), next: z.string().nullable().describe('Cursor of the next page') }),
);

export function viewOf({ subscription }: StoredSubscription): SubscriptionView {
  const { id, partnerId: partner, createdAt, changedAt } = subscription;
  return { id, partner, ...formOf(subscription), createdAt, changedAt } as SubscriptionView;
}

/** As it is sent, for the API's document. `partial`: only what changes. */
export function formSchema({ partial = false } = {}): object {
  const shape = z.toJSONSchema(subscriptionForm, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  const { $schema: _, required, ...schema } = shape;
  return partial ? schema : { ...schema, required };
}

export const EXAMPLE = {
  name: 'grades of our phones',
  feeds: ['device-events'],
  types: ['GradeAssigned'],
  devices: ['imei:004401245678905'],
  delivery: { kind: 'sse' },
};
