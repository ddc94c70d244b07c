/** The boundaries of the house plan: each rule names what breaks without it. */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle between files hides which one knows the other.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'domain-is-pure',
      comment: 'A decider or fold that reaches I/O, Nest or a driver cannot be tested without them.',
      severity: 'error',
      from: { path: '^libs/[^/]+/src/domain/', pathNot: '\\.spec\\.ts$' },
      to: {
        pathNot: ['^libs/[^/]+/src/domain/', '^libs/kernel/src/', 'node_modules/zod/'],
      },
    },
    {
      name: 'kernel-stands-alone',
      severity: 'error',
      from: { path: '^libs/kernel/src/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/kernel/src/', 'node_modules/(zod|fraction\\.js)/', '^(node:)?crypto$'] },
    },
    {
      name: 'libraries-through-their-index',
      comment: 'What a library offers is what its index (or testing index) names; the rest may change.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: {
        path: '^libs/',
        pathNot: ['^libs/$1/', '^libs/[^/]+/src/(index|domain/index|projections/index|testing/index)\\.ts$'],
      },
    },
    {
      name: 'apps-through-the-index',
      severity: 'error',
      from: { path: '^(apps|test|bench)/' },
      to: { path: '^libs/', pathNot: ['^libs/[^/]+/src/(index|domain/index|projections/index|testing/index)\\.ts$'] },
    },
    {
      name: 'libraries-know-no-app',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|test|bench)/' },
    },
    {
      name: 'apps-know-no-test',
      comment: 'Servers and processes of the tests are for tests and measurements; nothing that ships may need them.',
      severity: 'error',
      from: { path: '^apps/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'examples-stand-alone',
      comment: 'A partner copies one folder, and has nothing of this repository.',
      severity: 'error',
      from: { path: '^examples/([^/]+)/' },
      to: { pathNot: ['^examples/$1/', 'node_modules/(kafkajs|standardwebhooks)/'], dependencyTypesNot: ['core'] },
    },
    {
      name: 'projector-thread-loads-no-nest',
      comment: 'A second Nest in the thread doubles the processor time of a start.',
      severity: 'error',
      from: { path: '^libs/api/src/projections/projector-thread\\.ts$' },
      to: { path: 'node_modules/@nestjs/', reachable: true },
    },
    {
      name: 'only-dependencies',
      comment: 'What ships may not need what only developers have.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['\\.spec\\.ts$', '/testing/'] },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['circulog-source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
    },
    exclude: { path: '^dist/' },
  },
};
