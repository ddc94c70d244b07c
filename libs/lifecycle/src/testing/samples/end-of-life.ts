import { sample } from './sample.js';

export const END_OF_LIFE = {
  DesignatedForRecycling: sample({ reason: 'beyond repair', legalStatus: 'weee' }, {}, '/data/reason required'),
  DeviceDismantled: sample(
    { parts: [{ slot: 'display', partId: 'D-1', massKg: 0.05 }], residualMassKg: 0.1 },
    { residualMassKg: 100.5 },
    '/data/residualMassKg out-of-range',
  ),
  DeviceDestroyed: sample(
    { method: 'shredding', certRef: 'D-9', witness: 'w-2', massKg: 0.187 },
    { certRef: 'D-9' },
    '/data/method required',
  ),
  RecyclingReceived: sample(
    { inputMassKg: 0.187, batchRef: 'B-1', massSource: 'measured' },
    { inputMassG: 187 },
    '/data/inputMassG unknown-field',
  ),
  RecyclingCompleted: sample(
    {
      outputs: [
        { material: 'copper', massKg: 0.02, route: 'recycling' },
        { material: 'plastics', share: 0.4, route: 'energy_recovery' },
      ],
      batchRef: 'B-1',
      massBasis: 'allocated',
      facilityRef: 'F-1',
      process: 'smelting',
      certRef: 'R-1',
      efficiency: 0.92,
      hazardous: false,
      onSite: true,
    },
    { outputs: [{ material: 'copper', massKg: 0.02, share: 0.1, route: 'recycling' }] },
    '/data/outputs/0 one-of',
  ),
};
