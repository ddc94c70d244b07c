import { ExampleProcess } from './example-process.js';
import { partnerDayConformance } from './partner-day.js';

partnerDayConformance({
  name: 'kafka-typescript',
  start: (given) => ExampleProcess.start(process.execPath, ['examples/kafka-typescript/consumer.ts', ...given]),
});
