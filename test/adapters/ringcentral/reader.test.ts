/** The reader over the stand-in company: who is in it, and its calls. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { joinDirectory } from '../../../src/adapters/ringcentral/directory.js';
import { createReader } from '../../../src/adapters/ringcentral/reader.js';
import { jwtGrant } from '../../../src/adapters/ringcentral/session.js';
import { accountId } from '../../../src/core/model.js';
import type { Sandbox } from '../../sandbox/server/sandbox.js';
import { startSandbox } from '../../sandbox/server/start.js';
import { movableClock, rememberedLog } from './setting.js';

const clock = movableClock();
const log = rememberedLog();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 11, now: clock.now, days: 5, rateLimits: false, contract: true });
}, 30_000);
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox.close());

const connect = () =>
  createReader({
    server: sandbox.url,
    app: { clientId: 'reader-app', clientSecret: 'reader-secret' },
    grant: jwtGrant('reader-jwt'),
    locale: { zone: 'UTC', language: 'en-US', hour12: true },
    clock,
    log,
    sleep: clock.sleep,
  });

test('knows whose token it has', async () => {
  expect(await connect().identity()).toMatchObject({
    account: sandbox.company.id,
    extension: sandbox.serviceUserId,
    type: 'User',
  });
});

test('the directory holds every extension of the company, and nobody else', async () => {
  const { extensions, members } = await connect().directory();
  const there = sandbox.company.extensions.filter((each) => !each.deleted && each.id !== sandbox.company.id);
  expect(new Set(extensions.map((each) => each.id))).toEqual(new Set(there.map((each) => each.id)));
  for (const each of there) {
    const read = extensions.find(({ id }) => id === each.id);
    expect(read).toMatchObject({ type: each.type, status: each.status });
    if (each.firstName || each.lastName) expect(read?.name).toBe(`${each.firstName ?? ''} ${each.lastName ?? ''}`.trim());
    const numbers = sandbox.company.numbers.filter(
      (number) => number.usageType === 'DirectNumber' && number.extensionId === each.id,
    );
    expect(read?.site?.id).toBe(each.siteId);
    expect(read?.department ?? undefined).toBe(each.department);
    expect(read?.unlisted ?? false).toBe(each.hidden ?? false);
    expect(new Set(read?.numbers)).toEqual(new Set(numbers.map((number) => number.phoneNumber)));
  }
  for (const queue of sandbox.company.queues)
    expect(new Set(members.get(queue.extensionId as never))).toEqual(new Set(queue.memberIds));
  const owned = extensions.flatMap((each) => each.numbers);
  expect(owned).not.toContain(sandbox.company.mainNumber);
  expect(new Set(owned).size).toBe(owned.length);
});

test.each(['listExtensions', 'listDirectoryEntries', 'listAccountPhoneNumbers', 'listCallQueues', 'listCallQueueMembers'])(
  'the directory without %s',
  async (operation) => {
    const whole = await connect().directory();
    sandbox.faults.fail(operation, 403, { times: 100, body: { errorCode: 'CMN-408', message: 'no' } });
    const { extensions } = await connect().directory();
    const people = (list: typeof extensions) =>
      new Set(list.filter((each) => each.kind === 'person' && each.status === 'Enabled').map((each) => each.id));
    expect(people(extensions).size).toBeGreaterThan(30);
    // The directory hides hidden people; everybody it shows is there.
    for (const id of people(extensions)) expect(people(whole.extensions)).toContain(id);
  },
);

test('without both lists of people there is no directory', async () => {
  for (const operation of ['listExtensions', 'listDirectoryEntries']) sandbox.faults.fail(operation, 403, { times: 9 });
  await expect(connect().directory()).rejects.toMatchObject({ status: 403 });
});

test('the call log of a window, page by page, is the log of the sandbox', async () => {
  const reader = connect();
  const window = { from: clock.now() - 4 * 86_400_000, to: clock.now() - 3_600_000 };
  const found: string[] = [];
  for (let page = 1, more = true; more && page < 20; page += 1) {
    const read = await reader.callLog(window, page);
    found.push(...read.records.map((record) => record.id));
    for (const record of read.records) expect(record.startTime).toBeGreaterThanOrEqual(window.from);
    more = read.more;
  }
  expect(found.length).toBeGreaterThan(50);
  expect(new Set(found).size).toBe(found.length);
});

test('a page that came too late is read again in small pages, without a gap', async () => {
  const window = { from: clock.now() - 4 * 86_400_000, to: clock.now() - 3_600_000 };
  const all = async (reader: ReturnType<typeof connect>) => {
    const ids: string[] = [];
    for (let page = 1, more = true; more; page += 1) {
      const read = await reader.callLog(window, page);
      ids.push(...read.records.map((record) => record.id));
      more = read.more;
    }
    return ids.sort();
  };
  const whole = await all(connect());
  sandbox.faults.add({ operation: 'readCompanyCallLog', times: 3, reset: true });
  const before = sandbox.requests.length;
  expect(await all(connect())).toEqual(whole);
  const asked = sandbox.requests.slice(before).filter((request) => request.operationId === 'readCompanyCallLog');
  expect(asked.length).toBeGreaterThan(3);
});

test('what changed since a token', async () => {
  const reader = connect();
  const first = await reader.syncCalls({ since: clock.now() - 2 * 86_400_000 });
  expect(first.records.length).toBeGreaterThan(0);
  const again = await reader.syncCalls({ token: first.token });
  expect(again.records).toEqual([]);
  await expect(reader.syncCalls({ token: 'nonsense' })).rejects.toMatchObject({ name: 'Outage' });
});

test('who holds the company call log', async () => {
  const reader = connect();
  expect(await reader.holds(sandbox.serviceUserId as never, 'FullCompanyCallLog')).toBe(true);
  const other = sandbox.company.extensions.find(
    (each) => each.type === 'User' && each.status === 'Enabled' && !each.permissions?.includes('FullCompanyCallLog'),
  );
  expect(await reader.holds(other?.id as never, 'FullCompanyCallLog')).toBe(false);
});

test.each([
  ['no scopes', 200, { successful: true, details: {} }, true],
  ['no details', 200, { successful: true }, true],
  ['scopes of another kind', 200, { successful: true, details: { scopes: ['RoleBased', 'Self'] } }, false],
  ['not a word', 200, {}, false],
  ['a refusal', 403, { errorCode: 'CMN-408', message: 'no' }, null],
  ['nobody of that id', 404, { errorCode: 'CMN-102', message: 'no' }, null],
] as const)('a permission of which the platform tells %s', async (_, status, body, expected) => {
  sandbox.faults.add({ operation: 'checkUserPermission', status, body, times: 1 });
  expect(await connect().holds(sandbox.serviceUserId as never, 'FullCompanyCallLog')).toBe(expected);
  sandbox.faults.clear();
});

test('nothing that was asked is unknown to the platform', () => {
  expect(sandbox.unknownPaths).toEqual([]);
  expect(sandbox.violations).toEqual([]);
});

test('one list is enough for a name, the company’s numbers are nobody’s, and the account is no person', () => {
  const [one, two] = joinDirectory({
    account: accountId('37'),
    extensions: [
      {
        id: '101',
        type: 'VirtualUser',
        status: 'Enabled',
        name: 'Shown Name',
        extensionNumber: '11',
        contact: { firstName: ' Ann ', lastName: undefined, email: 'ann@example.test', department: undefined },
      },
      { id: '37', type: 'User', status: 'Enabled', name: 'System', extensionNumber: undefined, contact: undefined },
    ],
    entries: [
      {
        id: '102',
        type: 'User',
        status: undefined,
        name: undefined,
        firstName: undefined,
        lastName: undefined,
        email: undefined,
        department: undefined,
        extensionNumber: '12',
        phoneNumbers: [
          { e164: '+16505550100', usageType: 'MainCompanyNumber' },
          { phoneNumber: '+16505550102', usageType: 'DirectNumber' },
          null,
          { phoneNumber: '12', usageType: 'DirectNumber' },
        ],
      },
    ],
    numbers: [
      { phoneNumber: '+16505550101', usageType: 'DirectNumber', extension: { id: '101' } },
      { phoneNumber: '+16505550102', usageType: 'DirectNumber', extension: { id: '102' } },
      { phoneNumber: '+16505550103', usageType: 'DirectNumber', extension: undefined },
      { phoneNumber: '+16505550104', usageType: 'UsageToCome', extension: { id: '101' } },
    ],
  });
  expect(one).toEqual({
    id: '101',
    kind: 'person',
    type: 'VirtualUser',
    status: 'Enabled',
    name: 'Ann',
    extensionNumber: '11',
    email: 'ann@example.test',
    numbers: ['+16505550101'],
  });
  expect(two).toEqual({
    id: '102',
    kind: 'person',
    type: 'User',
    status: 'Enabled',
    name: 'Extension 12',
    extensionNumber: '12',
    numbers: ['+16505550102'],
  });
});
