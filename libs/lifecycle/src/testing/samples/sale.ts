import { GRADE, PRICE, sample } from './sample.js';

const LISTING = { channel: 'marketplace', sku: 'SKU-1', grade: GRADE, price: PRICE };

export const SALE = {
  DeviceListed: sample(LISTING, { sku: 'SKU-1' }, '/data/channel required'),
  DeviceDelisted: sample({ channel: 'marketplace' }, { channel: 3 }, '/data/channel wrong-type'),
  DeviceReserved: sample({ orderRef: 'O-1' }, {}, '/data/orderRef required'),
  ReservationReleased: sample(
    { orderRef: 'O-1' },
    { order: 'O-1' },
    '/data/orderRef required',
    '/data/order unknown-field',
  ),
  DeviceSoldNew: sample(
    {
      saleRef: 'S-1',
      country: 'FR',
      ownerRef: 'consumer:c-1',
      price: PRICE,
      warrantyEnd: '2028-03-04',
      buyerKind: 'consumer',
      fulfilment: 'shipped',
      returnWindowDays: 14,
    },
    { saleRef: 'S-1', country: 'fr', returnWindowDays: 14.5 },
    '/data/country wrong-format',
    '/data/returnWindowDays wrong-type',
  ),
  DeviceResold: sample(
    {
      orderRef: 'O-1',
      lineRef: '1',
      channel: 'marketplace',
      buyerRef: 'consumer:c-2',
      grade: GRADE,
      country: 'DE',
      buyerKind: 'consumer',
      fulfilment: 'shipped',
      returnWindowDays: 30,
      paidAt: '2026-03-04T15:30:00+01:00',
      expectedDispatchOn: '2026-03-06',
      price: PRICE,
      warrantyEnd: '2027-03-04',
    },
    { orderRef: 'O-1', buyerRef: 'Anna', price: { amountMinor: 1, currency: '€' } },
    '/data/buyerRef party',
    '/data/price/currency wrong-format',
  ),
  SaleCancelled: sample({ orderRef: 'O-1', reason: 'stock_mistake' }, { orderRef: 'O-1' }, '/data/reason required'),
  SaleRefunded: sample(
    { orderRef: 'O-1', reason: 'goodwill', goodsKept: true, amount: PRICE },
    { orderRef: 'O-1', reason: 'goodwill', goodsKept: 'yes' },
    '/data/goodsKept wrong-type',
  ),
  UsePhaseStarted: sample(
    { usageHours: 0, startedAt: '2026-03-04' },
    { usageHours: -5 },
    '/data/usageHours out-of-range',
  ),
  UsePhaseEnded: sample({ usageHours: 4100 }, { usageHours: null }, '/data/usageHours wrong-type'),
  ReturnAuthorised: sample(
    { orderRef: 'O-1', reasonCode: '21', reasonScheme: 'backmarket', resolution: 'refund' },
    { orderRef: 'O-1', reasonCode: '21', resolution: 'refunded' },
    '/data/resolution not-one-of',
  ),
  DeviceReplaced: sample(
    { newDevice: 'imei:00-440124-567890-5', claimRef: 'C-1' },
    { newDevice: '004401245678905' },
    '/data/newDevice identifier-kind',
  ),
  DeviceDonated: sample({ toRef: 'consumer:c-3' }, { toRef: 'consumer:' }, '/data/toRef party'),
  DeviceRented: sample(
    { rentalRef: 'R-1', toRef: 'consumer:c-3', term: 'P24M' },
    { toRef: 'unknown' },
    '/data/rentalRef required',
  ),
  OwnershipTransferred: sample(
    { to: 'partner:repairworks', basis: 'wholesale', from: 'partner:shop', transferRef: 'lot-1' },
    { to: 'partner:Repair Works', basis: 'wholesale' },
    '/data/to party',
  ),
};
