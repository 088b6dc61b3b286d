/** No address out of a payload is ever asked for: the bearer token goes to the configured host, or nowhere. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createMessenger } from '../../../src/adapters/ringcentral/messenger.js';
import { createReader } from '../../../src/adapters/ringcentral/reader.js';
import { createApi } from '../../../src/adapters/ringcentral/request.js';
import { createClient, giveToken } from '../../../src/adapters/ringcentral/sdk.js';
import { jwtGrant } from '../../../src/adapters/ringcentral/session.js';
import { chatId, extensionId, personId } from '../../../src/core/model.js';
import { type FakePlatform, fakePlatform, movableClock, rememberedLog, type Said, type Seen } from './setting.js';

let elsewhere: FakePlatform;
let platform: FakePlatform;
let say: (request: Seen) => Said;
beforeEach(async () => {
  elsewhere = await fakePlatform(() => ({ body: { records: [], access_token: 'stolen' } }));
  platform = await fakePlatform((request) => say(request));
});
afterEach(async () => {
  await platform.close();
  await elsewhere.close();
});

const base = () => {
  const clock = movableClock();
  return { server: platform.url, clock, log: rememberedLog(), sleep: clock.sleep };
};
const apiOf = async () => {
  const client = createClient({ server: platform.url, name: 'test' });
  await giveToken(client, 'secret-bearer');
  return createApi({ ...base(), client });
};
const request = { operation: 'readThing', group: 'Light', priority: 'people' } as const;

test.each([
  ['another host', () => `${elsewhere.url}/thing`],
  ['another host, without its scheme', () => `//${elsewhere.url.slice('http://'.length)}/thing`],
  ['another host behind an @', () => `@${elsewhere.url.slice('http://'.length)}/thing`],
  ['another host that begins like ours', () => '.evil.example/thing'],
  ['another host behind backslashes', () => `/\\${elsewhere.url.slice('http://'.length)}/thing`],
  ['another host in capitals', () => `HTTP://${elsewhere.url.slice('http://'.length)}/thing`],
  ['another host in the middle', () => `/thing?next=${elsewhere.url}/thing`],
])('a path that is none is refused before it leaves: %s', async (_, path) => {
  say = () => ({ body: {} });
  const api = await apiOf();
  await expect(api.call({ ...request, path: path() }, z.object({}))).rejects.toMatchObject({ uncertain: false });
  expect([platform.seen, elsewhere.seen]).toEqual([[], []]);
});

test.each([301, 302, 303, 307, 308])('a redirect (%i) is not followed, wherever it leads', async (status) => {
  say = () => ({ status, headers: { Location: `${elsewhere.url}/thing` } });
  const api = await apiOf();
  await expect(api.call({ ...request, path: '/thing' }, z.object({}))).rejects.toMatchObject({ name: 'Outage' });
  await expect(api.call({ ...request, method: 'POST', path: '/thing', body: {} }, z.object({}))).rejects.toMatchObject({
    name: 'Outage',
  });
  expect(elsewhere.seen).toEqual([]);
});

/** Every address a payload can hold leads elsewhere, and every list says that it goes on there. */
const poisoned = (page: number) => {
  const uri = `${elsewhere.url}/restapi/v1.0/account/~/stolen`;
  const link = { uri, href: uri };
  const thing = {
    id: '7',
    uri,
    contentUri: uri,
    type: 'TextMessage',
    text: 'x',
    creatorId: '1',
    groupId: 'c',
    creationTime: '2026-11-03T09:00:00Z',
    attachments: [{ id: '1', type: 'File', contentUri: uri, uri }],
    recording: { id: '1', uri, contentUri: uri },
    message: { id: '1', type: 'VoiceMail', uri },
    account: { id: '37', uri },
    extension: { id: '7', uri },
    profileImage: link,
    avatar: uri,
    sessionId: '1',
    startTime: '2026-11-03T08:00:00Z',
    duration: 1,
    direction: 'Inbound',
    result: 'Accepted',
    from: { name: 'x', phoneNumber: '+16505550100', extension: link },
    to: { extensionId: '7' },
    legs: [{ startTime: '2026-11-03T08:00:00Z', duration: 1, extension: { id: '7', uri }, recording: { contentUri: uri } }],
    members: [{ id: '1', uri }],
  };
  return {
    ...thing,
    records: [thing],
    access_token: 'token',
    expires_in: 3600,
    token_uri: uri,
    owner_id: '7',
    endpoint_id: uri,
    discovery_uri: uri,
    initialDiscoveryUri: uri,
    navigation: { firstPage: link, lastPage: link, ...(page < 3 && { nextPage: link }), nextPageToken: uri, prevPageToken: uri },
    paging: { page, perPage: 1, totalPages: 3 },
    syncInfo: { syncToken: uri, newerRecordsExist: true },
    successful: true,
  };
};

test('readers read on where they were, whatever address they are given', async () => {
  say = ({ query }) => ({
    body: poisoned(Number(query.get('page') ?? 1)),
    headers: { Location: elsewhere.url, Link: elsewhere.url },
  });
  const options = base();
  const reader = createReader({
    ...options,
    app: { clientId: 'id', clientSecret: 'secret' },
    grant: jwtGrant('jwt'),
    locale: { zone: 'UTC', language: 'en-US', hour12: false },
  });
  const messenger = await createMessenger({ ...options, self: personId('7'), accessToken: 'bot-token' });
  const window = { from: Date.parse('2026-11-03T00:00:00Z'), to: Date.parse('2026-11-03T09:00:00Z') };
  const reading: readonly (() => Promise<unknown>)[] = [
    () => reader.identity(),
    () => reader.scopes(),
    () => reader.directory(),
    () => reader.callLog(window, 1),
    () => reader.callLog(window, 2, extensionId('7')),
    () => reader.syncCalls({ since: window.from }),
    () => reader.syncCalls({ token: `${elsewhere.url}/token` }),
    () => messenger.recentPosts(chatId('c')),
    () => messenger.chat(chatId(`${elsewhere.url}/../x`)),
    () => messenger.persons([personId('1'), personId(`@${elsewhere.url}`)]),
    () => messenger.openDirect(personId('1')),
    () => messenger.post(chatId('//evil.example'), 'x'),
  ];
  for (const read of reading) await read();
  expect(platform.seen.length).toBeGreaterThan(reading.length);
  // Lists were read to their end, all on our host.
  expect(platform.seen.some(({ query }) => query.get('page') === '3')).toBe(true);
  expect(elsewhere.seen).toEqual([]);
});
