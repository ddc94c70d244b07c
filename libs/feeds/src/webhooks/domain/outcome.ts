/** What became of one request to an endpoint. */
export interface Outcome {
  /** Of the answer; absent: there was none. */
  status?: number;
  millis: number;
  /** Why it is no delivery; absent: it is one. */
  error?: string;
  /** The beginning of the answer's body. */
  answer?: string;
  /** No connection stood: the message itself cannot be why. */
  unreached?: boolean;
  /** How long the endpoint asks to be left alone. */
  retryAfterMillis?: number;
}

export const isDelivered = ({ error }: Outcome): boolean => error === undefined;

/** The endpoint says that it is gone for good. */
export const isGone = ({ status }: Outcome): boolean => status === 410;

/** The endpoint says that it has too much to do, and for how long. */
export const asksForRest = ({ status, retryAfterMillis }: Outcome): boolean =>
  retryAfterMillis !== undefined && (status === 429 || (status ?? 0) >= 500);
