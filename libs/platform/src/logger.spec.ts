import { describe, expect, it } from '@jest/globals';
import { NestLogger, openLogger } from './logger.js';

function logging(level: string) {
  const lines: Record<string, unknown>[] = [];
  const logger = openLogger(level, { write: (line: string) => void lines.push(JSON.parse(line)) });
  return { logger, lines };
}

describe('logs', () => {
  it('hide keys wherever a request or a partner is logged by mistake', () => {
    const { logger, lines } = logging('info');
    const key = 'ck_0123456789abcdef_secret';
    logger.info({ key, adminKey: key, authorization: key, headers: { authorization: key, host: 'x' } }, 'oops');
    logger.info({ req: { headers: { authorization: key } } }, 'oops');
    expect(JSON.stringify(lines)).not.toContain(key);
    expect(lines[0]).toMatchObject({ service: 'circulog', headers: { authorization: '[secret]', host: 'x' } });
  });

  it('keep what Nest chats about for developers, and its errors for everybody', () => {
    const { logger, lines } = logging('info');
    const nest = new NestLogger(logger);
    nest.log('Mapped route', 'RouterExplorer');
    nest.error(new Error('broken'));
    expect(lines.map(({ msg }) => msg)).toEqual(['broken']);
  });
});
