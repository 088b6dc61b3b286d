/** The reader's login: on a clock, one at a time, never hammered. */
import { afterEach, expect, test } from 'vitest';
import { createReader } from '../../../src/adapters/ringcentral/reader.js';
import { jwtGrant } from '../../../src/adapters/ringcentral/session.js';
import { Outage } from '../../../src/core/errors.js';
import { extensionId } from '../../../src/core/model.js';
import { type FakePlatform, fakePlatform, movableClock, rememberedLog, type Said, type Seen } from './setting.js';

const platforms: FakePlatform[] = [];
afterEach(async () => {
  for (const platform of platforms.splice(0)) await platform.close();
});

const alice = extensionId('101001');

async function readerOver(login: (request: Seen) => Said, answer: (request: Seen) => Said = () => ({ body: {} })) {
  const platform = await fakePlatform((request) => (request.path === '/restapi/oauth/token' ? login(request) : answer(request)));
  platforms.push(platform);
  const clock = movableClock();
  const log = rememberedLog();
  const app = { clientId: 'reader', clientSecret: 'reader-secret' };
  const grant = jwtGrant('the.jwt.itself');
  const locale = { zone: 'Europe/London', language: 'en-GB', hour12: false };
  const reader = createReader({ server: platform.url, app, grant, locale, clock, log, sleep: clock.sleep });
  const logins = () => platform.seen.filter((seen) => seen.path === '/restapi/oauth/token');
  return { reader, platform, clock, log, logins };
}

function tokens(lifeSeconds = 3600) {
  let made = 0;
  return (): Said => {
    made += 1;
    return {
      body: {
        access_token: `access-${made}`,
        token_type: 'bearer',
        expires_in: lifeSeconds,
        scope: 'ReadAccounts ReadCallLog',
        session_id: 's',
      },
    };
  };
}

test('logs in with the JWT, and once for many calls', async () => {
  const { reader, logins, platform } = await readerOver(tokens());
  await Promise.all([reader.locale(alice), reader.locale(alice), reader.locale(alice)]);
  expect(logins()).toHaveLength(1);
  const form = new URLSearchParams(logins()[0]?.body);
  expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
  expect(form.get('assertion')).toBe('the.jwt.itself');
  expect(logins()[0]?.headers.authorization).toBe(`Basic ${Buffer.from('reader:reader-secret').toString('base64')}`);
  expect(platform.seen.filter((seen) => seen.headers.authorization === 'bearer access-1')).toHaveLength(3);
  expect([...(await reader.scopes())]).toEqual(['ReadAccounts', 'ReadCallLog']);
});

test('logs in again a minute or two before the token ends', async () => {
  const { reader, clock, logins, platform } = await readerOver(tokens());
  await reader.locale(alice);
  clock.advance(3_600_000 - 125_000);
  await reader.locale(alice);
  expect(logins()).toHaveLength(1);
  clock.advance(65_000);
  await Promise.all([reader.locale(alice), reader.locale(alice)]);
  expect(logins()).toHaveLength(2);
  expect(platform.seen.at(-1)?.headers.authorization).toBe('bearer access-2');
});

test('a token the platform disowned is replaced, and the call repeated', async () => {
  const disowned = 'bearer access-1';
  const { reader, logins } = await readerOver(tokens(), (seen) =>
    seen.headers.authorization === disowned
      ? { status: 401, body: { errorCode: 'OAU-213' } }
      : { body: { regionalSettings: { timezone: { name: 'Asia/Tokyo' } } } },
  );
  const [one, two] = await Promise.all([reader.locale(alice), reader.locale(alice)]);
  expect([one.zone, two.zone]).toEqual(['Asia/Tokyo', 'Asia/Tokyo']);
  expect(logins()).toHaveLength(2);
});

test('a refused JWT is told, and not tried again at each call', async () => {
  const { reader, logins, clock, log } = await readerOver(() => ({
    status: 400,
    body: { error: 'invalid_grant', error_description: 'the.jwt.itself' },
  }));
  for (let each = 0; each < 10; each += 1) {
    const error = await reader.locale(alice).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Outage);
    expect(error).toMatchObject({ reason: 'getToken: 400 invalid_grant', status: 400 });
  }
  expect(logins()).toHaveLength(1);
  clock.advance(20_000);
  await reader.locale(alice).catch(() => undefined);
  expect(logins()).toHaveLength(2);
  expect(log.text()).not.toMatch(/the\.jwt\.itself|reader-secret/);
});

test('a platform that disowns every token is not asked in a loop', async () => {
  const { reader, logins } = await readerOver(tokens(), () => ({ status: 401, body: { errorCode: 'OAU-136' } }));
  await expect(reader.locale(alice)).rejects.toMatchObject({ status: 401, code: 'OAU-136' });
  expect(logins()).toHaveLength(2);
});

test.each([
  [
    {
      regionalSettings: { timezone: { name: 'America/New_York' }, formattingLocale: { localeCode: 'en_US' }, timeFormat: '12h' },
    },
    { zone: 'America/New_York', language: 'en-US', hour12: true },
  ],
  [{ regionalSettings: { timezone: null, timeFormat: '24h' } }, { zone: 'Europe/London', language: 'en-GB', hour12: false }],
  [{ regionalSettings: null }, { zone: 'Europe/London', language: 'en-GB', hour12: false }],
  [{}, { zone: 'Europe/London', language: 'en-GB', hour12: false }],
])('how an extension reads time: %j', async (body, expected) => {
  const { reader } = await readerOver(tokens(), () => ({ body }));
  expect(await reader.locale(alice)).toEqual(expected);
});

test.each([
  [{ successful: true, details: { scopes: ['Account'] } }, true],
  [{ successful: true, details: { scopes: ['Self', 'AllExtensions'] } }, true],
  [{ successful: true }, true],
  [{ successful: true, details: { scopes: ['Self'] } }, false],
  [{ successful: true, details: { scopes: ['RoleBased'] } }, false],
  [{ successful: false }, false],
  [{ successful: 'true' }, false],
  [{ successful: null, details: { scopes: ['Account'] } }, false],
  [{}, false],
])('whether a permission is held: %j → %s', async (body, expected) => {
  const { reader, platform } = await readerOver(tokens(), () => ({ body }));
  expect(await reader.holds(alice, 'FullCompanyCallLog')).toBe(expected);
  expect(platform.seen.at(-1)?.path).toBe('/restapi/v1.0/account/~/extension/101001/authz-profile/check');
});
