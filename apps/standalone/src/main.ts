import { createApp, runProcess } from '#api';

await runProcess(createApp, (address) => `Circulog listens on ${address} (documentation: ${address}/docs)`);
