/** The server's names of what the read store keeps; the operational store may share its database. */
export const CATALOGUE = 'read:collections';
export const CONTROLS = 'read:controls';
export const REDO = 'read:redo';
export const DATA_PREFIX = 'read:c:';
