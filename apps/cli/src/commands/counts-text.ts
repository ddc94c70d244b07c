import type { ImportReport } from '../connection/import-file.js';

/** `1,200 accepted, 3 refused`: what became of the lines of an import. */
export const countsText = ({ job }: Pick<ImportReport, 'job'>): string =>
  Object.entries(job.counts)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count.toLocaleString('en')} ${outcome.replaceAll('_', ' ')}`)
    .join(', ');
