import { type Mapping, mapping } from '#intake/domain';

const WORKSHOP_WORDS = {
  Wareneingang: 'DeviceReceived',
  Warenausgang: 'CustodyReleased',
  'Arbeit begonnen': 'RefurbishmentStarted',
  Ausbau: 'PartRemoved',
  Einbau: 'PartInstalled',
  Bewertung: 'GradeAssigned',
  Fertigmeldung: 'RefurbishmentCompleted',
  Triage: 'TriageDecided',
  Reparatur: 'RepairPerformed',
} as const;

const graded = ['GradeAssigned'];
const parts = ['PartRemoved', 'PartInstalled'];

/** The job export of a German workshop: semicolons, decimal commas, local times, words of its own, masses in grams. */
const WORKSHOP_MAPPING: Mapping = mapping.parse({
  name: 'werkbank-vorgaenge',
  description: 'Vorgangsexport der Werkstatt',
  format: { delimiter: ';', decimal: ',', empty: ['-', 'k.A.'] },
  timeZone: 'Europe/Berlin',
  constants: [
    { field: 'data.grade.scheme', value: 'backmarket', types: graded },
    { field: 'data.grade.schemeVersion', value: '1', types: graded },
  ],
  columns: [
    { column: 'Beleg', field: 'reference', as: 'text' },
    { column: 'Vorgang', field: 'type', as: 'enum', values: WORKSHOP_WORDS },
    { column: 'Zeitpunkt', field: 'occurredAt', as: 'date', dateFormat: 'dd.MM.yyyy HH:mm:ss' },
    { column: 'IMEI', field: 'device', as: 'identifier:imei' },
    { column: 'IMEI 2', field: 'device', as: 'identifier:imei' },
    { column: 'Seriennummer', field: 'device', as: 'identifier:serial', within: { column: 'Hersteller' } },
    {
      column: 'Herkunft',
      field: 'data.intakeReason',
      as: 'enum',
      values: { Ankauf: 'trade_in', Reparatur: 'repair', Firmenkunde: 'b2b', Umlagerung: 'transfer' },
      types: ['DeviceReceived'],
    },
    { column: 'Zustand', field: 'data.condition', as: 'text', types: ['DeviceReceived'] },
    { column: 'Gewicht (g)', field: 'data.massKg', as: 'number', unit: 'g', types: ['DeviceReceived', ...parts] },
    { column: 'Listenzeile', field: 'data.manifestLine', as: 'text', types: ['DeviceReceived'] },
    { column: 'Auftrag', field: 'data.workOrder', as: 'text' },
    { column: 'Umfang', field: 'data.level', as: 'enum', values: { leicht: 'light', voll: 'full' } },
    {
      column: 'Bauteil',
      field: 'data.slot',
      as: 'enum',
      values: {
        Akku: 'battery',
        Display: 'display',
        Kamera: 'camera',
        Hauptplatine: 'mainboard',
        Ladebuchse: 'charging_port',
      },
    },
    { column: 'Teilenummer', field: 'data.partId', as: 'text' },
    {
      column: 'Verbleib',
      field: 'data.disposition',
      as: 'enum',
      values: { Verwertung: 'recycle', Lager: 'reuse', Vernichtung: 'destroy' },
    },
    { column: 'Grund', field: 'data.reason', as: 'text' },
    {
      column: 'Teileherkunft',
      field: 'data.origin',
      as: 'enum',
      values: { Original: 'new_oem', Zubehoer: 'new_aftermarket', Gebraucht: 'used_genuine', Spender: 'harvested' },
    },
    { column: 'Rezyklat', field: 'data.recycledFraction', as: 'number' },
    { column: 'Gekoppelt', field: 'data.paired', as: 'boolean', true: ['ja'], false: ['nein'] },
    {
      column: 'Note',
      field: 'data.grade.code',
      as: 'enum',
      values: { 'wie neu': 'premium', 'sehr gut': 'excellent', gut: 'good', ordentlich: 'fair' },
      types: graded,
    },
    { column: 'Verfahren', field: 'data.method', as: 'enum', values: { Auge: 'manual', Kamera: 'machine' } },
    { column: 'Pruefer', field: 'data.graderRef', as: 'text' },
    { column: 'Akku %', field: 'data.batteryHealthPercent', as: 'number' },
    {
      column: 'Ergebnis',
      field: 'data.outcome',
      as: 'enum',
      values: { bestanden: 'pass', durchgefallen: 'fail', Totalschaden: 'ber', behoben: 'fixed' },
    },
    { column: 'Fehlercode', field: 'data.faultCodes[0]', as: 'text' },
    { column: 'Arbeitszeit (s)', field: 'data.laborMin', as: 'number', unit: 's' },
    { column: 'Strom kWh', field: 'data.energyKWh', as: 'number' },
    { column: 'davon Oekostrom kWh', field: 'data.renewableEnergyKWh', as: 'number' },
    { column: 'Wasser (ml)', field: 'data.waterL', as: 'number', unit: 'ml' },
    { column: 'Weg', field: 'data.route', as: 'text', types: ['TriageDecided'] },
    { column: 'Begruendung', field: 'data.reasonCodes[0]', as: 'text', types: ['TriageDecided'] },
    { column: 'Empfaenger', field: 'data.toParty', as: 'text', types: ['CustodyReleased'] },
    { column: 'Uebergabe', field: 'data.handoverRef', as: 'text', types: ['CustodyReleased'] },
    { column: 'Sendung', field: 'data.trackingNumber', as: 'text', types: ['CustodyReleased'] },
    { column: 'Zweck', field: 'data.purpose', as: 'text', types: ['CustodyReleased'] },
  ],
});

/** A carrier's scan list: commas, its own statuses, times with their offset. */
const CARRIER_MAPPING: Mapping = mapping.parse({
  name: 'otter-scans',
  description: 'Scan events per parcel item',
  columns: [
    { column: 'scan_id', field: 'reference', as: 'text' },
    { column: 'kind', field: 'type', as: 'enum', values: { SCAN: 'TransportScanned', POD: 'DeliveryConfirmed' } },
    { column: 'scanned_at', field: 'occurredAt', as: 'date', dateFormat: 'iso' },
    { column: 'item', field: 'device', as: 'identifier' },
    { column: 'seq', field: 'sequence', as: 'number' },
    { column: 'tracking_number', field: 'data.trackingNumber', as: 'text' },
    { column: 'status', field: 'data.statusCode', as: 'text' },
    { column: 'detail', field: 'data.detailCode', as: 'text' },
    { column: 'city', field: 'data.city', as: 'text' },
    { column: 'country', field: 'data.country', as: 'text' },
    { column: 'at_country', field: 'location.country', as: 'text' },
    { column: 'mode', field: 'data.mode', as: 'text' },
    { column: 'distance_m', field: 'data.distanceKm', as: 'number', unit: 'm' },
    { column: 'delivered_to', field: 'data.outcome', as: 'text' },
    { column: 'order_ref', field: 'data.orderRef', as: 'text' },
    { column: 'entered', field: 'confidence', as: 'enum', values: { gun: 'scanned', hand: 'manual' } },
  ],
});

const output = (name: string, index: number, route: Record<string, string>, material: string) => [
  { column: `${name} (g)`, field: `data.outputs[${index}].massKg`, as: 'number', unit: 'g' } as const,
  { column: `${name} Weg`, field: `data.outputs[${index}].route`, as: 'enum', values: route } as const,
  {
    column: `${name} Stoff`,
    field: `data.outputs[${index}].material`,
    as: 'enum',
    values: { [name]: material },
  } as const,
];
const ROUTES = {
  Verwertung: 'recycling',
  Wiederverwendung: 'reuse',
  Energie: 'energy_recovery',
  Deponie: 'landfill',
  Verbrennung: 'incineration',
};

/** A recycler's weighbridge list: dates without times, grams, one column group per output. */
const RECYCLER_MAPPING: Mapping = mapping.parse({
  name: 'kreislauf-wiegeliste',
  description: 'Wiegeliste mit Fraktionen',
  format: { delimiter: ';', decimal: ',' },
  timeZone: 'Europe/Berlin',
  columns: [
    { column: 'Wiegeschein', field: 'reference', as: 'text' },
    {
      column: 'Art',
      field: 'type',
      as: 'enum',
      values: {
        Annahme: 'CollectedAsWaste',
        Uebernahme: 'CustodyAccepted',
        Zugang: 'DeviceReceived',
        Einstufung: 'DesignatedForRecycling',
        Eingang: 'RecyclingReceived',
        Aufbereitung: 'RecyclingCompleted',
      },
    },
    { column: 'Datum', field: 'occurredAt', as: 'date', dateFormat: 'dd.MM.yyyy' },
    { column: 'Geraet', field: 'device', as: 'identifier' },
    { column: 'Annahmestelle', field: 'data.channel', as: 'text' },
    { column: 'Masse (g)', field: 'data.massKg', as: 'number', unit: 'g', types: ['CollectedAsWaste'] },
    { column: 'Eingang (g)', field: 'data.inputMassKg', as: 'number', unit: 'g', types: ['RecyclingReceived'] },
    { column: 'Von', field: 'data.fromParty', as: 'text' },
    { column: 'Uebergabe', field: 'data.handoverRef', as: 'text' },
    { column: 'Zustand', field: 'data.condition', as: 'text' },
    { column: 'Zugangsart', field: 'data.intakeReason', as: 'text' },
    { column: 'Grund', field: 'data.reason', as: 'text' },
    { column: 'Rechtsstatus', field: 'data.legalStatus', as: 'text' },
    ...output('Eisen', 0, ROUTES, 'ferrous'),
    ...output('Kupfer', 1, ROUTES, 'copper'),
    ...output('Aluminium', 2, ROUTES, 'aluminium'),
    ...output('Kunststoff', 3, ROUTES, 'plastics'),
    ...output('Rest', 4, ROUTES, 'residue'),
    { column: 'Grundlage', field: 'data.massBasis', as: 'text' },
    { column: 'Prozess', field: 'data.process', as: 'text' },
    { column: 'Nachweis', field: 'data.certRef', as: 'text' },
  ],
});

/** Partners whose systems export tables; what a table has no column for comes from another system as NDJSON. */
export const MAPPINGS: ReadonlyMap<string, Mapping> = new Map([
  ['werkbank-nord', WORKSHOP_MAPPING],
  ['swift-otter-parcels', CARRIER_MAPPING],
  ['kreislauf-metall', RECYCLER_MAPPING],
]);
