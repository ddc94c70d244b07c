import { z } from 'zod';
import { LIST_LIMIT_MAX } from '#ops-store';

/** How a list of the operational store is asked for, a page at a time. */
export const paging = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(LIST_LIMIT_MAX).default(100),
});
export type Paging = z.output<typeof paging>;

export const pageOf = ({ cursor, limit }: Paging): { after?: string; limit: number } =>
  cursor === undefined ? { limit } : { after: cursor, limit };

/** A page as it goes out: `next` is the cursor of the one after it. */
export const paged = <Item>(page: { items: Item[]; next?: string }) => ({ items: page.items, next: page.next ?? null });
