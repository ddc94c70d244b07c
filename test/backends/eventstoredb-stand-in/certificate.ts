import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** An authority of its own and the certificate that it signed for this machine, PEM, made anew for each test. */
export interface Certified {
  authority: string;
  certificate: Buffer;
  key: Buffer;
}

const DAY_MILLIS = 86_400_000;
const LOOPBACK = Buffer.from([127, 0, 0, 1]);

export function certifiedForLoopback(): Certified {
  const [authority, node] = [keyPair(), keyPair()];
  const [issuer, subject] = [name('Circulog test authority'), name('127.0.0.1')];
  const isAuthority = extension('551d13', der(0x30, der(0x01, Buffer.from([0xff]))));
  const addresses = extension('551d11', der(0x30, der(0x87, LOOPBACK), der(0x82, Buffer.from('localhost'))));
  const own = { issuer, signer: authority.privateKey };
  return {
    authority: pem(signed({ ...own, subject: issuer, publicKey: authority.publicKey, added: isAuthority })),
    certificate: Buffer.from(pem(signed({ ...own, subject, publicKey: node.publicKey, added: addresses }))),
    key: Buffer.from(node.privateKey.export({ type: 'pkcs8', format: 'pem' })),
  };
}

const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

interface Statement {
  issuer: Buffer;
  subject: Buffer;
  publicKey: KeyObject;
  signer: KeyObject;
  added: Buffer;
}

/** X.509 version 3, in DER (RFC 5280). */
function signed({ issuer, subject, publicKey, signer, added }: Statement): Buffer {
  const ecdsaWithSha256 = der(0x30, oid('2a8648ce3d040302'));
  const body = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    issuer,
    der(0x30, time(-DAY_MILLIS), time(DAY_MILLIS)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(0x30, added)),
  );
  return der(0x30, body, ecdsaWithSha256, der(0x03, Buffer.from([0]), sign('sha256', body, signer)));
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const extension = (id: string, value: Buffer) => der(0x30, oid(id), der(0x04, value));
const name = (common: string) => der(0x30, der(0x31, der(0x30, oid('550403'), der(0x0c, Buffer.from(common)))));

function time(fromNow: number): Buffer {
  const digits = new Date(Date.now() + fromNow).toISOString().replace(/[-:T]|\.\d+/g, '');
  return der(0x18, Buffer.from(digits));
}

const pem = (certificate: Buffer) =>
  `-----BEGIN CERTIFICATE-----\n${lines(certificate.toString('base64'))}\n-----END CERTIFICATE-----\n`;

/** Without an empty one at the end, which nothing reads. */
const lines = (base64: string) => base64.match(/.{1,64}/g)?.join('\n');
