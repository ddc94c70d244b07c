/** Indicators that one may look for here, and why no value is given: a number without its events would be made up. */
export interface NotComputed {
  indicator: string;
  source: string;
  reason: string;
}

const ISO = 'ISO 59020:2024, list from memory of the standard, unconfirmed';

export const NOT_COMPUTED: readonly NotComputed[] = [
  {
    indicator: 'Actual recirculation of outflow in the biological cycle',
    source: ISO,
    reason: 'No event reports composting or return to a biological cycle.',
  },
  {
    indicator: 'Water from circular sources, quality of discharged water, on-site reuse of water',
    source: ISO,
    reason: 'RefurbishmentCompleted reports an amount of water, neither its source nor its discharge.',
  },
  {
    indicator: 'Material productivity, resource intensity',
    source: ISO,
    reason: 'Prices are optional, confidential and in several currencies; no event reports revenue.',
  },
  {
    indicator: 'Recyclable content, recyclability rate',
    source: 'Circularity scorecard of UNTP 0.6; EN 45555',
    reason: 'No event reports the materials of a device with their recycling rates.',
  },
  {
    indicator: 'Circularity score of ICT goods',
    source: 'ITU-T L.1023',
    reason:
      'The matrix that turns relevance and margin of improvement into scores is not available; no event reports either.',
  },
  {
    indicator: 'National collection rate of a country whose collectors do not all report here',
    source: 'Directive 2012/19/EU, Art. 7',
    reason:
      'No event reports what others collect: weeeCollectionRate is what collectors here add to it, over imported masses.',
  },
  {
    indicator: 'Hazardous waste, and waste treated on site, where recyclers do not say so',
    source: 'GRI 306 (2020)',
    reason: 'Shown as unknown in wasteDiverted and wasteDisposed, not guessed from the kind of device.',
  },
];
