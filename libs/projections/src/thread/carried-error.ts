/** An error on its way between threads, where classes are lost. */
export interface CarriedError {
  name: string;
  message: string;
  stack?: string;
}

export function carried(error: unknown): CarriedError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, stack } = error;
  return { name, message, ...(stack === undefined ? {} : { stack }) };
}

/** An error of that name, message and stack, of the plain class. */
export function unpacked({ name, message, stack }: CarriedError): Error {
  const error = new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
