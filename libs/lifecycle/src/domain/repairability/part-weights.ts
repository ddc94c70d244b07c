/** Parts of a phone or slate tablet with their weights in percent: Delegated Regulation (EU) 2023/1669, Annex IV point 5. */
export const PART_WEIGHTS = {
  battery: 30,
  display: 30,
  backCover: 10,
  frontCamera: 5,
  rearCamera: 5,
  chargingPort: 5,
  button: 5,
  microphone: 5,
  speaker: 5,
} as const;

/** Those of a device with a hinge or folding mechanism; from calculators that cite the same point, not from its text. */
export const FOLDING_PART_WEIGHTS = {
  battery: 25,
  display: 25,
  backCover: 9,
  frontCamera: 4,
  rearCamera: 4,
  chargingPort: 4,
  button: 4,
  microphone: 4,
  speaker: 4,
  foldingMechanism: 17,
} as const;

/** The six parameters with their weights in percent. */
export const PARAMETER_WEIGHTS = {
  disassemblyDepth: 25,
  fasteners: 15,
  tools: 15,
  spareParts: 15,
  softwareUpdates: 15,
  repairInformation: 15,
} as const;
