import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { newSecret, signatureHeaders } from './signature.js';

const now = Math.floor(Date.now() / 1_000);
const signed = { id: 'msg-1', timestamp: now, body: '{"grade":"é"}' };

describe('a signature', () => {
  it('is the one of the specification’s example', () => {
    const example = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1_614_265_330, body: '{"test": 2432232314}' };
    expect(signatureHeaders(example, ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'])).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is accepted by a receiver with the secret, and by no other', () => {
    const [mine, other] = [newSecret(), newSecret()];
    const headers = signatureHeaders(signed, [mine]);
    expect(new Webhook(mine).verify(signed.body, headers)).toEqual({ grade: 'é' });
    expect(() => new Webhook(other).verify(signed.body, headers)).toThrow('No matching signature');
    expect(() => new Webhook(mine).verify(`${signed.body} `, headers)).toThrow('No matching signature');
  });

  it('of two secrets is accepted by receivers with either', () => {
    const secrets = [newSecret(), newSecret()];
    const headers = signatureHeaders(signed, secrets);
    for (const secret of secrets) expect(new Webhook(secret).verify(signed.body, headers)).toBeDefined();
  });
});
