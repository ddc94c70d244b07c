/** What no metric here claims to be more than. */
export const FLEET_SCOPE = 'Devices reported to this log; not a market, not a country.';
