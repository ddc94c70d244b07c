import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Caller } from '../domain/partner.js';
import type { Admitted } from './access-gate.js';

/** The partner behind the key. Only on routes that require one. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<Admitted>();
  if (caller === null) throw new Error('A public route has no caller.');
  return caller;
});
