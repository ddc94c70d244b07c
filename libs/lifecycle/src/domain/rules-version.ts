/** Raised whenever a rule or effect changes what the same facts give; answers name it (CONTRACTS R7). */
export const RULES_VERSION = 1;
