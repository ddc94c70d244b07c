import { createRelay, runProcess } from '#api';

await runProcess(createRelay, (address) => `Circulog's relay listens on ${address} (health and measurements)`);
