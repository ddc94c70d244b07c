/** Why it could not start, in one line for the person who started it. */
export function startUpComplaint(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (isSystemError(error) && error.code === 'EADDRINUSE') {
    return `port ${error.port} is in use; set PORT to another one or stop what listens there.`;
  }
  return error.message;
}

const isSystemError = (error: Error): error is Error & { code: string; port?: number } => 'code' in error;
