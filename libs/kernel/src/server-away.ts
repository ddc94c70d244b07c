/**
 * A server that this needs does not answer just now; asking again later may help. What a server refuses, for the
 * credentials or what else was configured, never becomes this. The message is one line and holds no secret.
 */
export class ServerAway extends Error {
  override readonly name: string = 'ServerAway';
}
