export { foldPartner } from './fold-partner.js';
export * from './partner.js';
export { PARTNER_STREAMS, type PartnerFact, type PartnerFacts, partnerStream } from './partner-facts.js';
