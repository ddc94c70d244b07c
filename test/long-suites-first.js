import { statSync } from 'node:fs';

/** Folders whose suites start servers or try many histories: begun last, one of them alone would end the run. */
const LONG = ['/test/property/', '/test/crash/', '/apps/', '/test/e2e/', '/test/backends/'];

const rank = (path) => {
  const index = LONG.findIndex((folder) => path.includes(folder));
  return index < 0 ? LONG.length : index;
};

/** The order in which suites begin. By length of the file within a folder, as Jest itself goes where it knows no times. */
export default class LongSuitesFirst {
  sort(tests) {
    const known = tests.map((test) => ({ test, rank: rank(test.path), size: statSync(test.path).size }));
    return known.sort((a, b) => a.rank - b.rank || b.size - a.size).map(({ test }) => test);
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
}
