import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { AsyncApiController } from './async-api.controller.js';

afterEach(() => void jest.restoreAllMocks());

describe('the document of topics', () => {
  it('is made once, as the text that is sent, however often it is asked for', () => {
    const first = new AsyncApiController().document();
    const made = jest.spyOn(JSON, 'stringify');
    const second = new AsyncApiController().document();
    expect([typeof first, second === first, made.mock.calls.length]).toEqual(['string', true, 0]);
    expect(JSON.parse(first)).toMatchObject({ asyncapi: '3.0.0' });
  });
});
