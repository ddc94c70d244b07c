export { audienceOf, type Member, RELATIONS, type Relation } from './audience.js';
export { ENVELOPE_TIERS, type Envelope, payloadTiers } from './event-tiers.js';
export { withoutPseudonyms } from './pseudonyms.js';
export { eventSeenBy, publicEvent } from './seen-event.js';
export { type Reader, type Sight, sightOf } from './sight.js';
export { visibilityPage } from './visibility-page.js';
