/** What is under way, of how much: bytes, pages or events. */
export type OnStep<Step extends string> = (step: Step, done: number, total: number) => void;
export type BackupStep = 'copy' | 'verify' | 'hash';
export type RestoreStep = 'copy' | 'verify';
