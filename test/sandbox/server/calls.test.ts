/** Reading the call log: windows, filters, pages, views, and synchronisation by token. */
import { afterEach, expect, test } from 'vitest';
import type { LoggedRecord } from '../model.js';
import { alice, type Bench, bob, call, callToAlice, start, startTiny } from './testing.js';

let bench: Bench;
let token: string;
const account = '/restapi/v1.0/account/~';
const before = (minutes: number) => new Date(start - minutes * 60_000).toISOString();

async function given(calls: LoggedRecord[]) {
  bench = await startTiny(calls, { rateLimits: false });
  token = await bench.login();
}
const read = (path: string) => call(bench.sandbox, token, 'GET', account + path);
const ids = (body: { records: { id: string }[] }) => body.records.map(({ id }) => id);

afterEach(() => bench.sandbox.close());

test('without dateFrom it is the last day, newest first', async () => {
  await given([callToAlice(30), callToAlice(10), callToAlice(60 * 25)]);
  expect(ids((await read('/call-log')).body)).toEqual(['call-10', 'call-30']);
  expect(ids((await read(`/call-log?dateFrom=${before(60 * 30)}&dateTo=${before(20)}`)).body)).toEqual(['call-30', 'call-1500']);
});

test('a record appears only when its time has come', async () => {
  await given([{ ...callToAlice(1), visibleAt: start + 20_000 }]);
  expect(ids((await read('/call-log')).body)).toEqual([]);
  bench.pass(20_000);
  expect(ids((await read('/call-log')).body)).toEqual(['call-1']);
});

test('pages are followed by an absolute address, without totals, until there is none', async () => {
  await given([1, 2, 3, 4, 5].map((minutes) => callToAlice(minutes)));
  const seen: string[] = [];
  let next: string | undefined = `${bench.sandbox.url}${account}/call-log?perPage=2`;
  while (next) {
    const { body } = await call(bench.sandbox, token, 'GET', next);
    expect(body.paging).not.toHaveProperty('totalElements');
    seen.push(...ids(body));
    next = body.navigation.nextPage?.uri;
  }
  expect(seen).toEqual(['call-1', 'call-2', 'call-3', 'call-4', 'call-5']);
  expect((await read('/call-log?perPage=5000')).body.paging.perPage).toBe(1000);
  expect((await read('/call-log?perPage=max')).body.paging).toMatchObject({ perPage: 1000, totalElements: 5 });
});

test('filters by number, direction, type and session', async () => {
  const fax = { type: 'Fax', from: { phoneNumber: '+16505550111' } };
  await given([callToAlice(1), callToAlice(2, { direction: 'Outbound' }), callToAlice(3, fax)]);
  expect(ids((await read('/call-log?phoneNumber=16505550111')).body)).toEqual(['call-3']);
  expect((await read('/call-log?phoneNumber=%2B16505550111')).status).toBe(400);
  expect(ids((await read('/call-log?direction=Outbound')).body)).toEqual(['call-2']);
  expect(ids((await read('/call-log?direction=Outbound&direction=Inbound&type=Voice')).body)).toEqual(['call-1', 'call-2']);
  expect(ids((await read('/call-log?sessionId=72')).body)).toEqual(['call-2']);
  expect((await read('/call-log?sessionId=72&type=Voice')).body.errors[0].errorCode).toBe('CLG-110');
  expect(ids((await read('/call-log?telephonySessionId=s-3')).body)).toEqual(['call-3']);
});

test('only a user log can leave out blocked calls', async () => {
  await given([callToAlice(1, { result: 'Blocked' }), callToAlice(2)]);
  expect(ids((await read(`/extension/${alice}/call-log`)).body)).toEqual(['call-1', 'call-2']);
  expect(ids((await read(`/extension/${alice}/call-log?showBlocked=false`)).body)).toEqual(['call-2']);
  expect(ids((await read(`/extension/${bob}/call-log`)).body)).toEqual([]);
});

test('Simple has no legs; Detailed has, and addresses of this server', async () => {
  await given([callToAlice(1)]);
  expect((await read('/call-log')).body.records[0]).not.toHaveProperty('legs');
  const [record] = (await read('/call-log?view=Detailed')).body.records;
  expect(record.legs).toHaveLength(1);
  expect(record.extension.uri).toBe(`${bench.sandbox.url}/restapi/v1.0/account/500001/extension/${alice}`);
});

test('one record by id, several as a multipart answer with a status each', async () => {
  await given([callToAlice(1), callToAlice(2)]);
  expect((await read('/call-log/call-1')).body.id).toBe('call-1');
  expect((await read('/call-log/call-9')).body.errorCode).toBe('CMN-102');
  const many = await read('/call-log/call-1,call-9');
  expect(many.status).toBe(207);
  expect(many.headers.get('content-type')).toContain('multipart/mixed');
  expect(many.body).toContain('"status":404');
});

test.each(['dateFrom=2026-11-18', 'dateFrom=2026-11-18T10:00:00+01:00', 'view=Full', 'perPage=0', 'page=x', 'direction=Up'])(
  'refuses %s with CMN-101',
  async (query) => {
    await given([]);
    expect(await read(`/call-log?${query}`)).toMatchObject({ status: 400, body: { errors: [{ errorCode: 'CMN-101' }] } });
  },
);

test('extract-sync gives changes in their order, says when there is more, and gives corrections again', async () => {
  await given([callToAlice(50), callToAlice(40), callToAlice(30), callToAlice(90)]);
  const first = (await read('/call-log-extract-sync?recordCount=2&view=Detailed')).body;
  expect(ids(first)).toEqual(['call-50', 'call-40']);
  expect(first.syncInfo).toMatchObject({ syncType: 'FSync', newerRecordsExist: true });
  const again = async (syncToken: string) =>
    (await read(`/call-log-extract-sync?syncType=ISync&syncToken=${encodeURIComponent(syncToken)}`)).body;
  const second = await again(first.syncInfo.syncToken);
  expect(ids(second)).toEqual(['call-30']);
  expect(second.records[0]).toHaveProperty('legs');
  expect(second.syncInfo.newerRecordsExist).toBe(false);
  expect(ids(await again(second.syncInfo.syncToken))).toEqual([]);
  bench.pass(1000);
  bench.sandbox.correctRecord('call-90', { result: 'Voicemail' });
  const third = await again(second.syncInfo.syncToken);
  expect(third.records).toMatchObject([{ id: 'call-90', result: 'Voicemail' }]);
});

test('a full page is stretched over calls changed in the same millisecond', async () => {
  const same = { modifiedAt: start - 1000, visibleAt: start - 1000 };
  await given([callToAlice(5), { ...callToAlice(4), ...same }, { ...callToAlice(3), ...same }]);
  expect(ids((await read('/call-log-extract-sync?recordCount=2')).body)).toHaveLength(3);
});

test('a forged, foreign or expired token is a CLG code', async () => {
  await given([callToAlice(1)]);
  const { syncToken } = (await read('/call-log-extract-sync')).body.syncInfo;
  const code = async (path: string) => (await read(path)).body.errors[0].errorCode;
  expect(await code('/call-log-extract-sync?syncType=ISync&syncToken=nonsense')).toBe('CLG-101');
  expect(await code('/call-log-extract-sync?syncType=ISync')).toBe('CLG-101');
  expect(await code(`/call-log-sync?syncType=ISync&syncToken=${syncToken}`)).toBe('CLG-101');
  bench.sandbox.expireSyncTokens();
  expect(await code(`/call-log-extract-sync?syncType=ISync&syncToken=${syncToken}`)).toBe('CLG-102');
});

test('call-log-sync needs a recordCount and goes on from its token', async () => {
  await given([callToAlice(1), callToAlice(2), callToAlice(3)]);
  expect((await read('/call-log-sync')).body.errors[0].parameterName).toBe('recordCount');
  const first = (await read('/call-log-sync?recordCount=2')).body;
  expect(ids(first)).toEqual(['call-1', 'call-2']);
  const older = (await read(`/call-log-sync?syncType=ISync&recordCount=1&syncToken=${first.syncInfo.syncToken}`)).body;
  expect(ids(older)).toEqual(['call-3']);
});
