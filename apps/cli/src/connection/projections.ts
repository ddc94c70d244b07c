import type { ApiClient } from './api-client.js';

/** A build of a projection, as `GET /v1/projections` tells it. */
export interface ProjectionAnswer {
  name: string;
  version: string;
  generation: number;
  state: 'live' | 'building' | 'failing';
  lag: { events: number; seconds: number };
  eventsPerSecond: number;
  etaSeconds?: number;
  failure?: unknown;
}

export const projectionsOf = async (client: ApiClient): Promise<ProjectionAnswer[]> =>
  (await client.get<{ items: ProjectionAnswer[] }>('/v1/projections')).items;
