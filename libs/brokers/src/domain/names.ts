/** Every topic of Circulog begins so. */
export const TOPICS_BEGIN = 'circulog.';
