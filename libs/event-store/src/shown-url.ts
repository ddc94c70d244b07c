/** A store's URL for messages: without user and password, and on one line. */
export const shownUrl = (url: string): string => url.replace(/\/\/.*@/s, '//...@').replace(/\s+/g, ' ');
