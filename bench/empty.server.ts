import { Body, Controller, Inject, Module, Post, StandardSchemaValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Command, CommandBus, CommandHandler, CqrsModule, type ICommandHandler } from '@nestjs/cqrs';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { z } from 'zod';

/** The reference: a Nest route on Fastify with a schema of a report's shape and the command bus, and nothing behind. */
const schema = z.strictObject({
  device: z.string(),
  type: z.string(),
  occurredAt: z.string(),
  reference: z.string().max(128),
  data: z.strictObject({
    grade: z.strictObject({ scheme: z.string(), schemeVersion: z.string(), code: z.string() }),
    method: z.enum(['manual', 'machine']),
    extensions: z.record(z.string(), z.string()),
  }),
});

class Nothing extends Command<{ outcome: string }> {
  constructor(readonly report: z.output<typeof schema>) {
    super();
  }
}

@CommandHandler(Nothing)
class NothingHandler implements ICommandHandler<Nothing> {
  async execute({ report }: Nothing) {
    return { outcome: report.reference };
  }
}

@Controller('v1/events')
class EmptyController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post()
  record(@Body({ schema }) report: z.output<typeof schema>) {
    return this.commands.execute(new Nothing(report));
  }
}

@Module({ imports: [CqrsModule.forRoot()], controllers: [EmptyController], providers: [NothingHandler] })
class EmptyModule {}

const app = await NestFactory.create<NestFastifyApplication>(EmptyModule, new FastifyAdapter(), { logger: false });
app.useGlobalPipes(new StandardSchemaValidationPipe());
await app.listen(0, '127.0.0.1');
process.stdout.write(`${await app.getUrl()}\n`);
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
