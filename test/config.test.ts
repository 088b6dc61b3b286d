/** What the configuration may say, that all its faults are told at once, and that no value is ever told. */
import { describe, expect, test } from 'vitest';
import { defineConfig, missingSettings, resolveSettings, SettingsError } from '../src/config.js';

const complete = {
  PORT: '8080',
  RINGCENTRAL_SERVER: 'https://platform.devtest.ringcentral.com/',
  RINGCENTRAL_CHATBOT_SERVER: 'https://bot.example.com',
  RINGCENTRAL_CHATBOT_CLIENT_ID: 'bot-id',
  RINGCENTRAL_CHATBOT_CLIENT_SECRET: 'bot-secret',
  RINGCENTRAL_CLIENT_ID: 'reader-id',
  RINGCENTRAL_CLIENT_SECRET: 'reader-secret',
  RINGCENTRAL_JWT: 'a.b.c',
  DATABASE_URL: 'postgres://u:p@db/switchboard',
  BOT_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  LOG_LEVEL: 'debug',
};

function faults(config: unknown, environment: Record<string, string | undefined>): string {
  try {
    resolveSettings(config, environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  throw new Error('the configuration was taken');
}

test('nothing said: every default, and what is missing is named', () => {
  const settings = resolveSettings(defineConfig({}), {});
  expect(settings).toEqual({
    port: 3000,
    server: 'https://platform.ringcentral.com',
    databaseUrl: 'sqlite:data/switchboard.db',
    logLevel: 'info',
    bot: expect.objectContaining({
      zone: 'UTC',
      locale: 'en-US',
      backfillDays: 90,
      pageSize: 10,
      keep: { count: 400, unit: 'day' },
      keepAudit: { count: 400, unit: 'day' },
      access: { permission: 'FullCompanyCallLog', colleagues: 'totals', holders: [], managers: [] },
    }),
  });
  const missing = missingSettings(settings).join('\n');
  for (const name of ['RINGCENTRAL_CHATBOT_CLIENT_ID', 'RINGCENTRAL_CHATBOT_SERVER', 'RINGCENTRAL_JWT'])
    expect(missing).toContain(name);
});

test('on Heroku, whose disks are thrown away, a database has to be named', () => {
  const onDyno = { DYNO: 'web.1' };
  expect(faults({}, onDyno)).toContain('DATABASE_URL is missing: this is Heroku');
  expect(faults({}, { ...onDyno, DATABASE_URL: ' ' })).toContain('DATABASE_URL is missing');
  const named = { ...onDyno, DATABASE_URL: 'postgres://u:p@db/switchboard' };
  expect(resolveSettings({}, named).databaseUrl).toBe(named.DATABASE_URL);
});

test('how long something is kept is said in words', () => {
  const { bot } = resolveSettings({ keep: '12 months', keepAudit: '2 years' }, {});
  expect([bot.keep, bot.keepAudit]).toEqual([
    { count: 12, unit: 'month' },
    { count: 2, unit: 'year' },
  ]);
  expect(faults({ keep: 'for ever', keepAudit: '0 days' }, {})).toMatch(/keep is not a time[\s\S]*keepAudit is not a time/);
});

test('everything said: nothing is missing', () => {
  const settings = resolveSettings({ zone: 'Asia/Kolkata', locale: 'en-IN', pageSize: 20 }, complete);
  expect(settings).toMatchObject({
    port: 8080,
    server: 'https://platform.devtest.ringcentral.com',
    publicUrl: 'https://bot.example.com',
    botApp: { clientId: 'bot-id', clientSecret: 'bot-secret' },
    readerApp: { clientId: 'reader-id', clientSecret: 'reader-secret', jwt: 'a.b.c' },
    bot: { zone: 'Asia/Kolkata', locale: 'en-IN', pageSize: 20 },
  });
  expect(missingSettings(settings)).toEqual([]);
});

test('half an app is no app, and it is said', () => {
  const { RINGCENTRAL_CLIENT_SECRET: _, RINGCENTRAL_CHATBOT_CLIENT_SECRET: __, ...half } = complete;
  const settings = resolveSettings({}, half);
  expect(settings.botApp).toBeUndefined();
  expect(settings.readerApp).toBeUndefined();
  expect(missingSettings(settings)).toHaveLength(2);
});

test('the JWT is needed for the operator’s own company, and not where companies connect themselves', () => {
  const { RINGCENTRAL_JWT: _, ...without } = complete;
  expect(missingSettings(resolveSettings({}, without)).join()).toContain('RINGCENTRAL_JWT');
  const many = resolveSettings({ install: { public: true } }, without);
  expect(missingSettings(many)).toEqual([]);
  expect(many.readerApp).toEqual({ clientId: expect.any(String), clientSecret: expect.any(String) });
});

test('an empty or blank line of .env is as good as none', () => {
  const blank = Object.fromEntries(Object.keys(complete).map((name, index) => [name, index % 2 === 0 ? '' : '  ']));
  expect(resolveSettings({}, blank)).toEqual(resolveSettings({}, {}));
});

describe('good', () => {
  test.each([
    [{ zone: 'Europe/Berlin' }, {}],
    [{ zone: 'US/Pacific' }, {}],
    [{ locale: 'ar' }, {}],
    [{ backfillDays: 1, pageSize: 50 }, {}],
    [{ access: {} }, {}],
    [{ access: { permission: 'ReadCompanyCallLog' } }, {}],
    [{}, { PORT: '0' }],
    [{}, { PORT: '65535' }],
    [{}, { RINGCENTRAL_CHATBOT_SERVER: 'http://127.0.0.1:3000' }],
    [{}, { DATABASE_URL: 'postgresql://db/x' }],
    [{}, { DATABASE_URL: 'sqlite::memory:' }],
    [{}, { SOMETHING_ELSE: 'of another program' }],
  ])('%j with %j', (config, environment) => {
    expect(() => resolveSettings(config, environment)).not.toThrow();
  });
});

describe('bad', () => {
  test.each<[unknown, Record<string, string>, string]>([
    [{ zone: 'Mars/Olympus' }, {}, 'zone'],
    [{ zone: '' }, {}, 'zone'],
    [{ zone: 3 }, {}, 'zone'],
    [{ locale: 'en_US' }, {}, 'locale'],
    [{ locale: '' }, {}, 'locale'],
    [{ backfillDays: 0 }, {}, 'backfillDays'],
    [{ backfillDays: 401 }, {}, 'backfillDays'],
    [{ backfillDays: 1.5 }, {}, 'backfillDays'],
    [{ pageSize: 51 }, {}, 'pageSize'],
    [{ pageSize: '10' }, {}, 'pageSize'],
    [{ access: { permission: '' } }, {}, 'access.permission'],
    [{ access: { everybody: true } }, {}, 'everybody'],
    [{ pagesize: 10 }, {}, 'pagesize'],
    [null, {}, '(whole)'],
    ['zone', {}, '(whole)'],
    [{}, { PORT: 'http' }, 'PORT'],
    [{}, { PORT: '-1' }, 'PORT'],
    [{}, { PORT: '65536' }, 'PORT'],
    [{}, { PORT: '80.5' }, 'PORT'],
    [{}, { RINGCENTRAL_SERVER: 'platform.ringcentral.com' }, 'RINGCENTRAL_SERVER'],
    [{}, { RINGCENTRAL_SERVER: 'ftp://platform.ringcentral.com' }, 'RINGCENTRAL_SERVER'],
    [{}, { RINGCENTRAL_SERVER: 'https://platform.ringcentral.com/restapi' }, 'RINGCENTRAL_SERVER'],
    [{}, { RINGCENTRAL_CHATBOT_SERVER: 'https://user:pass@bot.example.com' }, 'RINGCENTRAL_CHATBOT_SERVER'],
    [{}, { RINGCENTRAL_CHATBOT_SERVER: 'https://bot.example.com?x=1' }, 'RINGCENTRAL_CHATBOT_SERVER'],
    [{}, { DATABASE_URL: 'mysql://db/x' }, 'DATABASE_URL'],
    [{}, { BOT_SECRET_KEY: 'short' }, 'BOT_SECRET_KEY'],
    [{}, { BOT_SECRET_KEY: `${Buffer.alloc(32).toString('base64')},` }, 'BOT_SECRET_KEY'],
    [{}, { BOT_SECRET_KEY: Array(3).fill(Buffer.alloc(32).toString('base64')).join(',') }, 'BOT_SECRET_KEY'],
    [{}, { LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  ])('%j with %j: %s is named', (config, environment, named) => {
    expect(faults(config, environment)).toContain(named);
  });
});

test('all faults of both are told together, and not one value', () => {
  const secret = 'hunter2';
  const message = faults(
    { zone: secret, locale: `${secret}!`, pageSize: secret, access: { permission: 7 } },
    {
      PORT: secret,
      RINGCENTRAL_SERVER: `https://${secret}@x/`,
      RINGCENTRAL_CHATBOT_SERVER: secret,
      DATABASE_URL: `mysql://u:${secret}@db`,
      BOT_SECRET_KEY: secret,
      LOG_LEVEL: secret,
      RINGCENTRAL_JWT: secret,
    },
  );
  const named = [
    'zone',
    'locale',
    'pageSize',
    'access.permission',
    'PORT',
    'RINGCENTRAL_SERVER',
    'RINGCENTRAL_CHATBOT_SERVER',
    'DATABASE_URL',
    'BOT_SECRET_KEY',
    'LOG_LEVEL',
  ];
  for (const name of named) expect(message).toContain(name);
  expect(message.split('\n')).toHaveLength(named.length + 1);
  expect(message).not.toContain(secret);
});
