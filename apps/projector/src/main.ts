import { createProjector, runProcess } from '#api';

await runProcess(createProjector, (address) => `Circulog's projector listens on ${address} (health and measurements)`);
