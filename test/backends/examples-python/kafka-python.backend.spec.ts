import { beforeAll } from '@jest/globals';
import { ExampleProcess } from '../examples/example-process.js';
import { partnerDayConformance } from '../examples/partner-day.js';
import { pythonWithClient } from './python-client.js';

let python: string;
beforeAll(async () => {
  python = await pythonWithClient();
}, 120_000);

partnerDayConformance({
  name: 'kafka-python',
  start: (given) => ExampleProcess.start(python, ['examples/kafka-python/consumer.py', ...given]),
});
