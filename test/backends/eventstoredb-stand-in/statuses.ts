import { Metadata, type ServiceError, status } from '@grpc/grpc-js';

function failure(code: status, details: string, trailers: Record<string, string> = {}): ServiceError {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
}

/** As the server words it: NOT_FOUND, with where the leader is in the trailers. */
export const notLeader = ({ host, port }: { host: string; port: number }): ServiceError =>
  failure(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  });

export const unavailable = (): ServiceError => failure(status.UNAVAILABLE, 'Connection dropped');
export const unauthenticated = (): ServiceError => failure(status.UNAUTHENTICATED, 'Unauthenticated');
/** The server reads $all from places of records only: between them it finds no record that it could read. */
export const invalidPosition = (): ServiceError =>
  failure(status.INVALID_ARGUMENT, 'Trying to read from an invalid position.');
export const accessDenied = (): ServiceError =>
  failure(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });
export const tooSlow = (): ServiceError => failure(status.ABORTED, 'Operation timed out: Consumer too slow');

const broken = new WeakSet<object>();

/** Ends a call with an error, as the server's own exceptions do. */
export function breakOff(call: { emit(event: 'error', error: Error): boolean }, error: ServiceError): void {
  if (broken.has(call)) return;
  broken.add(call);
  call.emit('error', error);
}

export const isBroken = (call: object): boolean => broken.has(call);
