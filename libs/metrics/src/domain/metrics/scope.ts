/** What no metric here claims to be more than. */
export const FLEET_SCOPE = 'Devices reported to this log; not a market, not a country.';

/** Of a metric whose cases are judged as soon as they happen. */
export const FINAL_ONCE_CLOSED = 'when every month of the period is closed; a later change restates it';

/** Where no standard says how. */
export const PRACTICE = 'Re-commerce practice; definition of this product.';
