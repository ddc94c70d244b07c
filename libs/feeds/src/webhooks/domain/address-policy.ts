import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = [Address, number];

/** Port of HTTPS; ports of other services that a server offers by default lie below the limit. */
const HTTPS_PORT = 443;
const FREE_PORTS_FROM = 1_024;
/** Public by its number, but answered by the machine's own host (Azure). */
const HOST_SERVICES = new Set(['168.63.129.16']);

/** All of IPv6 that is given out (RFC 4291, IANA); the rest, such as `::127.0.0.1`, only looks like it. */
const GLOBAL_UNICAST: Network = ipaddr.parseCIDR('2000::/3');

/** Which endpoints may be called. The names are resolved where the connection is made, and judged there. */
export class AddressPolicy {
  private constructor(
    private readonly anywhere: boolean,
    private readonly networks: readonly Network[],
  ) {}

  /** `public`; `any`; or networks that are allowed beside the public ones, and without TLS. */
  static of(setting: string): AddressPolicy {
    if (setting === 'any') return new AddressPolicy(true, []);
    const networks = setting === 'public' ? [] : setting.split(',').map((part) => networkOf(part.trim()));
    return new AddressPolicy(false, networks);
  }

  /** What is wrong with an endpoint before anybody asks where it is; `undefined`: nothing so far. */
  complaintOfUrl(text: string): string | undefined {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || !['https:', 'http:'].includes(url.protocol)) return 'An endpoint is an https:// address.';
    if (url.username !== '' || url.password !== '') return 'An address with credentials in it is not called.';
    if (url.hash !== '') return 'An endpoint has no fragment.';
    return this.#complaintOfForm(url) ?? this.#complaintOfHost(url);
  }

  /** What is wrong with the address that a connection is about to be made to. */
  complaintOfAddress(text: string, { encrypted }: { encrypted: boolean }): string | undefined {
    if (this.anywhere) return undefined;
    const address = ipaddr.isValid(text) ? ipaddr.process(text) : undefined;
    if (address === undefined) return `${text} is no address.`;
    if (this.networks.some((network) => lies(address, network))) return undefined;
    if (!isPublic(address)) return 'It lies in a network that is not public.';
    return encrypted ? undefined : 'Without TLS nothing is sent to a public address.';
  }

  #complaintOfForm({ protocol, port }: URL): string | undefined {
    if (this.anywhere) return undefined;
    if (protocol !== 'https:' && this.networks.length === 0) return 'Endpoints are called by https:// alone.';
    const number = port === '' ? HTTPS_PORT : Number(port);
    if (number === HTTPS_PORT || number >= FREE_PORTS_FROM) return undefined;
    return `Port ${number} is of another service; 443 and those from ${FREE_PORTS_FROM} on are called.`;
  }

  /** The URL parser has already brought every way of writing an address into one. */
  #complaintOfHost({ hostname, protocol }: URL): string | undefined {
    const bare = hostname.replace(/^\[|\]$/g, '');
    if (ipaddr.isValid(bare)) return this.complaintOfAddress(bare, { encrypted: protocol === 'https:' });
    if (this.anywhere || this.networks.length > 0) return undefined;
    if (!/(^|\.)localhost\.?$/.test(bare)) return undefined;
    return 'It lies in a network that is not public.';
  }
}

/** Only what is routed on the internet: tunnels and translations that may lead elsewhere are not. */
const isPublic = (address: Address): boolean =>
  address.range() === 'unicast' &&
  (address.kind() === 'ipv4' || lies(address, GLOBAL_UNICAST)) &&
  !HOST_SERVICES.has(address.toString());

const lies = (address: Address, [network, bits]: Network): boolean =>
  address.kind() === network.kind() && address.match(network as ipaddr.IPv4 & ipaddr.IPv6, bits);

const networkOf = (text: string): Network =>
  text.includes('/') ? ipaddr.parseCIDR(text) : [ipaddr.parse(text), text.includes(':') ? 128 : 32];
