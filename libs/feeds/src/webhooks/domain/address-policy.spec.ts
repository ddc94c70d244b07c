import { describe, expect, it } from '@jest/globals';
import { AddressPolicy } from './address-policy.js';

const open = AddressPolicy.of('public');

describe('an endpoint', () => {
  it.each([
    'https://example.org/hooks',
    'https://example.org:8443/hooks?tenant=1',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]/',
  ])('%s is called', (url) => expect(open.complaintOfUrl(url)).toBeUndefined());

  it.each([
    'http://example.org/',
    'ftp://example.org/',
    'file:///etc/passwd',
    'no address',
    'https://user:secret@example.org/',
    'https://user@example.org/',
    'https://example.org:22/',
    'https://example.org:25/',
    'https://localhost/',
    'https://api.localhost./',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://0/',
    'https://１２７.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://0xa9fea9fe/',
    'https://168.63.129.16/',
    'https://100.100.100.200/',
    'https://10.0.0.8/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://198.18.0.1/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[fe80::1]/',
    'https://[fd00:ec2::254]/',
    'https://[ff02::1]/',
  ])('%s is refused', (url) => expect(open.complaintOfUrl(url)).toBeDefined());
});

describe('networks that are allowed', () => {
  const some = AddressPolicy.of('127.0.0.0/8, 10.1.0.0/16,fd12::/16,192.168.7.7');

  it('may be called, without TLS as well, in whatever form the address comes', () => {
    for (const url of ['http://127.0.0.1:9000/', 'http://[::ffff:10.1.2.3]:8080/', 'https://[fd12::5]/']) {
      expect(some.complaintOfUrl(url)).toBeUndefined();
    }
    expect(some.complaintOfAddress('192.168.7.7', { encrypted: false })).toBeUndefined();
  });

  it('open no others, and nothing public without TLS', () => {
    expect(some.complaintOfUrl('https://10.2.0.1/')).toBeDefined();
    expect(some.complaintOfUrl('https://192.168.7.8/')).toBeDefined();
    expect(some.complaintOfAddress('8.8.8.8', { encrypted: false })).toBeDefined();
    expect(some.complaintOfAddress('8.8.8.8', { encrypted: true })).toBeUndefined();
  });

  it('can be all', () => {
    expect(AddressPolicy.of('any').complaintOfUrl('http://169.254.169.254:80/')).toBeUndefined();
    expect(AddressPolicy.of('any').complaintOfUrl('http://user:secret@example.org/')).toBeDefined();
  });
});

describe('a resolved address', () => {
  it.each(['127.0.0.1', '::1', '::ffff:10.0.0.1', 'fe80::1%eth0', '0.0.0.0', 'x'])('%s is refused', (address) =>
    expect(open.complaintOfAddress(address, { encrypted: true })).toBeDefined(),
  );
});
