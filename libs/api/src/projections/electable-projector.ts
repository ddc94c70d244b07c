import { type ProjectorThread, RemoteProjector, type RemoteProjectorOptions } from '#projections';

/** Projects in this process while it is elected; whatever is asked of it, the active projector answers. */
export class ElectableProjector extends RemoteProjector {
  constructor(
    options: RemoteProjectorOptions,
    private readonly thread: ProjectorThread,
  ) {
    super(options);
  }

  override async start(): Promise<void> {
    await this.thread.start();
    await super.start();
  }

  override async stop(): Promise<void> {
    await super.stop();
    await this.thread.stop();
  }
}
