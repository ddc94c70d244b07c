import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

const EXAMPLE = [
  'retry: 2000',
  'id: W1siZGV2aWNlLWV2ZW50cyIsIjFmOjQyIixudWxsXV0',
  '',
  'id: W1siZGV2aWNlLWV2ZW50cyIsIjFmOjQzIixudWxsXV0',
  'event: org.circulog.device.GradeAssigned.v1',
  'data: {"specversion":"1.0","id":"…","type":"org.circulog.device.GradeAssigned.v1","data":{}}',
  '',
  ': here',
].join('\n');

/** Declares a stream of server-sent events. */
export const AnswersStream = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'Last-Event-ID',
      required: false,
      description: 'The id of the last event that came: goes on right after it',
    }),
    ApiResponse({
      status: 200,
      description:
        'Events until either side ends them: CloudEvents in JSON, their type as `event:`. What has no `id:` belongs ' +
        'to the next that has one.',
      content: { 'text/event-stream': { schema: { type: 'string' }, example: EXAMPLE } },
    }),
  );

export const lastEventIdOf = ({ headers }: FastifyRequest): string | undefined => {
  const id = headers['last-event-id'];
  return typeof id === 'string' && id !== '' ? id : undefined;
};

/** From here on the response is the stream's alone: neither Nest nor Fastify, nor a compressing hook, touches it. */
export function handOver(reply: FastifyReply, begin: (response: FastifyReply['raw'], headers: object) => void): void {
  reply.hijack();
  begin(reply.raw, reply.getHeaders());
}
