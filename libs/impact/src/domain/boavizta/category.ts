/** The file's kinds of product in our categories; a kind that is not here is `other`, and told. */
const CATEGORIES: Readonly<Record<string, string>> = {
  smartphone: 'smartphone',
  tablet: 'tablet',
  laptop: 'laptop',
  desktop: 'desktop',
  workstation: 'desktop',
  'thin client': 'desktop',
  monitor: 'monitor',
  server: 'server',
  printer: 'printer',
  network: 'network',
  gaming: 'console',
};

export const categoryOf = (subcategory: string): string | undefined => CATEGORIES[subcategory.trim().toLowerCase()];
