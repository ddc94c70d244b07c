export { foldJourney } from './fold.js';
export * from './journey.js';
export * from './report.js';
export { RULES_VERSION } from './rules-version.js';
export { type Attribution, attribute } from './set/attribution.js';
export type { FoldInput } from './set/history.js';
export { linkedStreams } from './set/links.js';
export { canonicalOrder, compareCanonical, isAboutEvents, isPlatformRegistration, orderContext } from './set/order.js';
export { type VoidGraph, voidGraph } from './set/void-graph.js';
