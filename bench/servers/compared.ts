import type { Measurement } from '../measurement.js';
import type { Rate } from './rate.js';

export interface Compared {
  /** What is measured, as it stands beside each figure. */
  name: string;
  cautions: readonly string[];
  rates: readonly Rate[];
}

/** Figures of a server, each against the same one of the embedded store in the same run. */
export function compared({ name, cautions, rates }: Compared, embedded: readonly Rate[]): Measurement[] {
  return rates.map((rate) => {
    const reference = embedded.find((each) => each.name === rate.name);
    return {
      bench: 'servers',
      name: `${name}: ${rate.name}`,
      value: rate.perSecond,
      unit: rate.unit,
      ...(reference === undefined
        ? {}
        : {
            reference: { name: 'embedded', value: reference.perSecond },
            ratio: rate.perSecond / reference.perSecond,
          }),
      note: [
        `this thread ${share(rate)}${reference === undefined ? '' : ` (embedded ${share(reference)})`}`,
        ...cautions,
      ].join('; '),
    };
  });
}

const share = ({ threadShare, perSecond }: Rate): string =>
  `${threadShare.toFixed(2)} of a core, ${((threadShare / perSecond) * 1e6).toFixed(0)} us each`;
