/** Why a job as a whole cannot go on, in words for its sender; its cause, if any, is for the operator. */
export class ImportFailed extends Error {
  override readonly name = 'ImportFailed';
}
