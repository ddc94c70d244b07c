import { editionName } from '#impact/domain';
import type { EditionKind } from '#lifecycle';
import type { PutOnMarketEdition } from '../domain/put-on-market/put-on-market-edition.js';

export const PUT_ON_MARKET: EditionKind<PutOnMarketEdition> = {
  prefix: 'put-on-market-',
  noun: 'put-on-market edition',
  nameOf: editionName,
};
