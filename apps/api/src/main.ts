import { createApi, runProcess } from '#api';

await runProcess(createApi, (address) => `Circulog's API listens on ${address} (documentation: ${address}/docs)`);
