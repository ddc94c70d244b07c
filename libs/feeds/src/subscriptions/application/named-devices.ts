import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Failure } from '#kernel';
import { GetDevice } from '#lifecycle';
import type { Caller } from '#partners';
import { deviceOfStream } from '#projections';

/** Which devices the identifiers of a subscription mean, for whoever subscribes. */
@Injectable()
export class NamedDevices {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  /** Ids of all devices named, those included that are one with them by now; and what names none that may be seen. */
  async resolve(names: readonly string[], caller: Caller): Promise<{ ids: string[]; failures: Failure[] }> {
    const ids = new Set<string>();
    const failures: Failure[] = [];
    for (const [index, name] of names.entries()) {
      const found = await this.#find(name, caller);
      if (found.outcome === 'refused')
        failures.push(...found.errors.map((error) => ({ ...error, pointer: `/devices/${index}` })));
      else for (const id of found.ids) ids.add(id);
    }
    return { ids: [...ids], failures };
  }

  async #find(name: string, caller: Caller) {
    const found = await this.queries.execute(new GetDevice(name, caller));
    const here =
      found.outcome === 'moved' ? await this.queries.execute(new GetDevice(`device:${found.deviceId}`, caller)) : found;
    if (here.outcome === 'refused') return here;
    if (here.outcome === 'moved') return { outcome: 'found' as const, ids: [here.deviceId] };
    const members = here.revisions.flatMap(([stream]) => deviceOfStream(stream) ?? []);
    return { outcome: 'found' as const, ids: [here.journey.deviceId, ...members] };
  }
}
