import { describe, expect, it } from '@jest/globals';
import { ConfigurationError, KNOWN_VARIABLES, readConfiguration } from './configuration.js';

describe('readConfiguration', () => {
  it('needs nothing', () => {
    expect(readConfiguration({})).toMatchObject({
      port: 3000,
      dataFolder: './data',
      testImeis: 'accept',
      stores: { events: 'sqlite:data/events.db', read: 'sqlite:data/read.db', ops: 'sqlite:data/ops.db' },
    });
    expect(readConfiguration({})).not.toHaveProperty('adminKey');
  });

  it('puts the stores into the data folder unless their addresses say otherwise', () => {
    const { stores } = readConfiguration({ CIRCULOG_DATA: './demo', CIRCULOG_READ_STORE: 'mongodb://localhost/read' });
    expect(stores).toEqual({
      events: 'sqlite:demo/events.db',
      read: 'mongodb://localhost/read',
      ops: 'mongodb://localhost/read-ops',
    });
    expect(readConfiguration({ CIRCULOG_EVENT_STORE: 'esdb://localhost' }).stores.ops).toBe('sqlite:data/ops.db');
  });

  it('reads the brokers as a list', () => {
    const CIRCULOG_KAFKA = 'one:9092, two:9092';
    expect(readConfiguration({ CIRCULOG_KAFKA }).kafka).toEqual({ brokers: ['one:9092', 'two:9092'], tls: false });
    expect(readConfiguration({}).kafka).toBeUndefined();
    const login = { CIRCULOG_KAFKA_TLS: 'on', CIRCULOG_KAFKA_USERNAME: 'relay', CIRCULOG_KAFKA_PASSWORD: 'secret' };
    expect(readConfiguration({ CIRCULOG_KAFKA, ...login }).kafka).toMatchObject({
      tls: true,
      sasl: { mechanism: 'scram-sha-512', username: 'relay', password: 'secret' },
    });
  });

  it('names every variable that is wrong, at once', () => {
    const read = () => readConfiguration({ PORT: 'http', CIRCULOG_TEST_IMEIS: 'maybe', CIRCULOG_ADMIN_KEY: 'short' });
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(/PORT.*CIRCULOG_ADMIN_KEY.*CIRCULOG_TEST_IMEIS/);
  });

  it('names a variable that it does not know', () => {
    expect(() => readConfiguration({ CIRCULOG_TEST_IMEI: 'accept' })).toThrow(/CIRCULOG_TEST_IMEI is not a variable/);
  });

  it('leaves other variables of the machine alone', () => {
    expect(() => readConfiguration({ PATH: '/bin', HOME: '/' })).not.toThrow();
  });

  it('does not tell the value of a key that it refuses', () => {
    expect(() => readConfiguration({ CIRCULOG_ADMIN_KEY: 'tell-nobody' })).not.toThrow(/tell-nobody/);
  });

  it('knows the variables that the README names', () => {
    expect(KNOWN_VARIABLES).toEqual(
      expect.arrayContaining(['PORT', 'CIRCULOG_DATA', 'CIRCULOG_ADMIN_KEY', 'CIRCULOG_TEST_IMEIS', 'CIRCULOG_URL']),
    );
  });
});
