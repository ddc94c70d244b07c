import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '#partners';
import { Answers, problem } from '#platform';
import { LogAnchors } from '../application/log-anchors.js';
import { type AnchorQuery, anchorQuery, servedAnchor } from './log-anchor-view.js';

/** What the log is, for somebody outside to keep. */
@ApiTags('log')
@Controller('v1/log')
@Requires(['operator', 'auditor'])
export class LogAnchorController {
  constructor(@Inject(LogAnchors) private readonly anchors: LogAnchors) {}

  @Get('anchor')
  @ApiOperation({
    summary:
      'What the log is, to be kept outside: the log of a later day must go on from it. With the events of an anchor that you kept, the root must be the same.',
  })
  @Answers(200, 'The anchor.', servedAnchor)
  async anchor(@Query({ schema: anchorQuery }) { events }: AnchorQuery) {
    const found = await this.anchors.at(events);
    if (found === undefined) {
      throw problem(422, 'log-is-shorter', `The log has fewer than ${events} events.`, {
        pointer: '/query/events',
        hint: 'If it has had as many, events were taken away.',
      });
    }
    if ('anchor' in found) return { ...found.anchor, position: found.position };
    const [done, total] = [found.done, found.total].map((count) => count.toLocaleString('en'));
    throw problem(503, 'log-is-being-read', `${done} of ${total} events are read.`, { hint: 'Ask again in a moment.' });
  }
}
