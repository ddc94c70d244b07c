/** Parts that the subjects are spread over (CONTRACTS P4). Never to be changed: it is in every key. */
export const PARTITIONS = 32;

/** FNV-1a over UTF-16 code units, modulo `PARTITIONS`. */
export function partitionOf(subject: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < subject.length; index++) {
    hash = Math.imul(hash ^ subject.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % PARTITIONS;
}

export const partitionKey = (partition: number): string => String(partition).padStart(2, '0');
