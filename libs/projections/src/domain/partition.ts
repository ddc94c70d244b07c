import { fnv1a } from '#kernel';

/** Parts that the subjects are spread over (CONTRACTS P4). Never to be changed: it is in every key. */
export const PARTITIONS = 32;

export const partitionOf = (subject: string): number => fnv1a(subject) % PARTITIONS;

export const partitionKey = (partition: number): string => String(partition).padStart(2, '0');
