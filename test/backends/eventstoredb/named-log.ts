const NAME = /(?<=[?&]circulogLog=)[^&]+/;

/** A log of that name on a server that holds several; of a log that has a name, one beside it. */
export function namedLog(url: string, name: string): string {
  if (NAME.test(url)) return url.replace(NAME, (given) => `${given}-${name}`);
  return `${url}${url.includes('?') ? '&' : '?'}circulogLog=${name}`;
}

/** A log that no run has had before, for a server that is given and used again and again. */
export const freshLog = (url: string): string =>
  namedLog(url, `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`);
