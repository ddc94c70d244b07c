/** As many at once as one request may ask for: requests stay small, however many partners there are. */
export function* inRequests<Item>(items: readonly Item[], max: number): Generator<Item[]> {
  for (let at = 0; at < items.length; at += max) yield items.slice(at, at + max);
}
