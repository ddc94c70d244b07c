/** Who is who at the brokers. Principals as brokers print them: `User:circulog`, `User:CN=circulog,O=Example`. */
export interface Principals {
  /** Publishes the feeds. */
  relay: string;
  /** Takes in what partners produce. It may be the relay's. */
  intake: string;
  /** Of a partner, with `{partner}` where its id stands. */
  partner: string;
  /** Read what is for auditors and operators. */
  auditors: readonly string[];
}

const PLACE = '{partner}';

export const principalOf = (pattern: string, partnerId: string): string => pattern.replaceAll(PLACE, partnerId);

/** What is wrong with them, in words for an operator; empty: nothing. */
export function principalFaults(principals: Principals, partnerIds: readonly string[]): string[] {
  const { relay, intake, partner, auditors } = principals;
  const own = [...new Set([relay, intake, ...auditors])];
  const taken = new Map(partnerIds.map((id) => [principalOf(partner, id), id]));
  return [
    ...[...own, partner].flatMap((one) => (isPrincipal(one) ? [] : [`${one} is no principal, such as User:name.`])),
    ...[...own, partner].flatMap((one) => (one.endsWith(':*') ? [`${one} is everybody.`] : [])),
    ...(partner.includes(PLACE) ? [] : [`${partner} is the same for all partners: it needs ${PLACE}.`]),
    ...own.flatMap((one) => (taken.has(one) ? [`${one} is the partner ${taken.get(one)} as well.`] : [])),
  ];
}

const isPrincipal = (text: string): boolean => /^[A-Za-z]+:\S(.*\S)?$/.test(text);
