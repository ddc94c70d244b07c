/**
 * Which names mean one manufacturer. Edition 1. Keys are names as `manufacturerKey` folds them (lower case, hyphens),
 * values the key that serial numbers are kept under.
 */
export const MANUFACTURERS_EDITION = 'manufacturers@1';

const ALIASES: Readonly<Record<string, readonly string[]>> = {
  acer: ['acer-inc', 'acer-incorporated'],
  apple: ['apple-inc', 'apple-computer', 'apple-computer-inc', 'apple-distribution-international'],
  asus: ['asustek', 'asustek-computer', 'asustek-computer-inc', 'asus-computer'],
  cisco: ['cisco-systems', 'cisco-systems-inc'],
  dell: ['dell-inc', 'dell-computer', 'dell-computer-corporation', 'dell-technologies', 'dell-emc'],
  fairphone: ['fairphone-b-v', 'fairphone-bv'],
  fujitsu: ['fujitsu-limited', 'fujitsu-siemens', 'fujitsu-client-computing-limited'],
  google: ['google-llc', 'google-inc'],
  hp: ['hewlett-packard', 'hewlett-packard-company', 'hp-inc'],
  hpe: ['hewlett-packard-enterprise', 'hp-enterprise'],
  huawei: ['huawei-technologies', 'huawei-technologies-co-ltd', 'huawei-device-co-ltd'],
  lenovo: ['lenovo-group', 'lenovo-group-limited', 'lenovo-beijing-limited'],
  lg: ['lg-electronics', 'lg-electronics-inc', 'lge'],
  microsoft: ['microsoft-corporation', 'microsoft-corp'],
  motorola: ['motorola-mobility', 'motorola-mobility-llc'],
  nintendo: ['nintendo-co-ltd'],
  nokia: ['nokia-corporation', 'hmd', 'hmd-global', 'hmd-global-oy'],
  oneplus: ['oneplus-technology', 'oneplus-technology-shenzhen-co-ltd'],
  oppo: ['guangdong-oppo-mobile-telecommunications-corp-ltd'],
  samsung: ['samsung-electronics', 'samsung-electronics-co-ltd', 'samsung-korea'],
  sony: ['sony-corporation', 'sony-mobile', 'sony-mobile-communications', 'sony-interactive-entertainment'],
  xiaomi: ['xiaomi-communications', 'xiaomi-communications-co-ltd', 'xiaomi-inc'],
};

const KEY_OF = new Map(Object.entries(ALIASES).flatMap(([key, names]) => names.map((name) => [name, key] as const)));

export const MANUFACTURER_ALIASES: ReadonlyMap<string, string> = KEY_OF;

/** One key for all spellings of a manufacturer's name; a name that the table lacks is its own. */
export function manufacturerKey(name: string): string {
  const folded = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return KEY_OF.get(folded) ?? folded;
}
