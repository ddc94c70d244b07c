/** The projection of devices, and its collections. */
export const DEVICES = {
  projection: 'devices',
  devices: 'devices',
  quarantine: 'quarantine',
  anomalies: 'anomalies',
} as const;
