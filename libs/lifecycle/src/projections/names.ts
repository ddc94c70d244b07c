/** The projection of devices, and its collections. */
export const DEVICES = {
  projection: 'devices',
  devices: 'devices',
  quarantine: 'quarantine',
  anomalies: 'anomalies',
} as const;

/** The projection of findings across devices, and its collections. */
export const FINDINGS = { projection: 'findings', findings: 'findings', voided: 'voided' } as const;
