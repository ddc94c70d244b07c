/** Who decides, and the request that it came with. */
export interface DecidedBy {
  decidedBy: string;
  correlationId: string;
}
