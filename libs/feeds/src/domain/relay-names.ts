/** Transactional ids of relays begin so, with the name of the feed: one id for all relays of it. */
export const RELAY_TRANSACTIONS = 'circulog-relay-';

/** Consumer groups begin so in which a relay reads how far the one before it came. */
export const POSITION_GROUPS = 'circulog-positions-';
