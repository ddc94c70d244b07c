import { ServerAway } from '#kernel';

/** An error on its way between threads, where classes are lost. */
export interface CarriedError {
  name: string;
  message: string;
  stack?: string;
  /** It is a `ServerAway`: whoever waits for servers waits for this one too. */
  away?: true;
}

export function carried(error: unknown): CarriedError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, stack } = error;
  return {
    name,
    message,
    ...(stack === undefined ? {} : { stack }),
    ...(error instanceof ServerAway && { away: true }),
  };
}

/** An error of that name, message and stack, of the plain class or `ServerAway`. */
export function unpacked({ name, message, stack, away }: CarriedError): Error {
  const error = away ? new ServerAway(message) : new Error(message);
  Object.defineProperty(error, 'name', { value: name });
  if (stack !== undefined) error.stack = stack;
  return error;
}
