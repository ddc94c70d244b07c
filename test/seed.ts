import fc from 'fast-check';

/** The same cases in every run, so that a failure is the change's; `FAST_CHECK_SEED=random` looks for new ones. */
const DEFAULT_SEED = 20261124;
const asked = process.env.FAST_CHECK_SEED;

if (asked !== 'random') fc.configureGlobal({ seed: Number(asked ?? DEFAULT_SEED) });
