import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eidDigits, gs1Digit, luhnDigit } from './check-digits.js';
import { identifierText } from './identifier.js';
import { IDENTIFIER_KINDS, isSameIdentifier, parseIdentifier } from './parse-identifier.js';

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const imei = digits(14)
  .map((body) => `${body}${luhnDigit(body)}`)
  .filter((text) => parseIdentifier(`imei:${text}`).ok);
const gtin = digits(13)
  .map((body) => `${body}${gs1Digit(body)}`)
  .filter((text) => !/^0+$/.test(text));
const gs1Serial = fc.stringMatching(/^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/).filter((text) => !/^0+$/.test(text));
const maker = fc.constantFrom('Apple Inc.', 'SAMSUNG Electronics', 'Novara', 'Fairphone B.V.', 'Ünlü & Söhne');

/** Any text of a kind, right or wrong. */
const garbage = fc
  .tuple(
    fc.constantFrom(...IDENTIFIER_KINDS, 'https', 'urn:epc:id:sgtin', '(01)', ''),
    fc.constantFrom(':', '%3A', '//', ''),
    fc.string({ unit: 'binary', maxLength: 60 }),
  )
  .map((parts) => parts.join(''));

describe('reading an identifier', () => {
  it('never throws, and a reason is always given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), garbage), (text) => {
        const parsed = parseIdentifier(text);
        return parsed.ok || (/^[a-z0-9-]+$/.test(parsed.rule) && parsed.detail.length > 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads what it printed as the same', () => {
    const readable = fc.oneof(
      garbage,
      imei.map((text) => `imei:${text}`),
      fc
        .tuple(maker, fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }))
        .map(([name, serial]) => `serial:${name}:${serial}`),
      fc.tuple(gtin, gs1Serial).map(([product, serial]) => `gtin-serial:${product}:${encodeURIComponent(serial)}`),
      fc.string({ maxLength: 30 }).map((name) => `asset:acme:${name}`),
      fc.string({ maxLength: 30 }).map((name) => `order:acme:${name}`),
    );
    let read = 0;
    fc.assert(
      fc.property(readable, (text) => {
        const parsed = parseIdentifier(text);
        if (!parsed.ok) return;
        read += 1;
        expect(parseIdentifier(identifierText(parsed.identifier))).toEqual(parsed);
      }),
      { numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(500);
  });

  it('takes an IMEI with any separators', () => {
    const separated = fc.tuple(
      imei,
      fc.array(fc.constantFrom('', ' ', '-', '.', '/', '_'), { minLength: 15, maxLength: 15 }),
    );
    fc.assert(
      fc.property(separated, ([text, between]) =>
        isSameIdentifier(`imei:${text}`, `imei:${[...text].map((digit, at) => digit + between[at]).join('')}`),
      ),
    );
  });

  it('finds every single wrong digit of an IMEI, and of an EID', () => {
    const wrong = (text: string, at: number, by: number) =>
      `${text.slice(0, at)}${(Number(text[at]) + by) % 10}${text.slice(at + 1)}`;
    const slip = fc.tuple(fc.nat(14), fc.integer({ min: 1, max: 9 }));
    fc.assert(fc.property(imei, slip, (text, [at, by]) => !parseIdentifier(`imei:${wrong(text, at, by)}`).ok));
    const eid = digits(30).map((body) => `${body}${eidDigits(body)}`);
    fc.assert(fc.property(eid, slip, (text, [at, by]) => !parseIdentifier(`eid:${wrong(text, at, by)}`).ok));
  });

  it('gives Digital Link, URN and plain text of one piece the same identifier', () => {
    const prefix = fc.integer({ min: 6, max: 12 });
    fc.assert(
      fc.property(gtin, gs1Serial, prefix, (product, serial, length) => {
        const body = product.slice(1, 13);
        const encoded = encodeURIComponent(serial).replaceAll("'", '%27');
        const urn = `urn:epc:id:sgtin:${body.slice(0, length)}.${product[0]}${body.slice(length)}.${encoded}`;
        const link = `https://id.gs1.org/01/${product}/21/${encoded}`;
        const plain = `gtin-serial:${product}:${encoded}`;
        expect(parseIdentifier(urn)).toEqual(parseIdentifier(plain));
        expect(parseIdentifier(link)).toEqual(parseIdentifier(plain));
        expect(parseIdentifier(plain)).toMatchObject({ ok: true });
      }),
    );
  });
});
