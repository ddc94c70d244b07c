import type { PartChange } from '#lifecycle/domain';

const ORIGINS: readonly PartChange['origin'][] = ['harvested', 'used_genuine'];

/** Whether a part had been in another device before; no for one of unknown origin. */
export const isReused = ({ origin }: Pick<PartChange, 'origin'>): boolean => ORIGINS.includes(origin);
