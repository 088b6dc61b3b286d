/** Who is who: extensions with integer ids, the directory with strings, and Team Messaging's persons. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { alice, type Bench, bob, call, listen, startTiny } from './testing.js';

let bench: Bench;
let token: string;
const account = '/restapi/v1.0/account/~';
const read = (path: string) => call(bench.sandbox, token, 'GET', account + path);

beforeEach(async () => {
  bench = await startTiny();
  token = await bench.login();
});
afterEach(() => bench.sandbox.close());

test('extensions are paged and filtered; deleted ones are in no list', async () => {
  const { records, paging, navigation } = (await read('/extension?perPage=2')).body;
  expect(records.map(({ id }: { id: number }) => id)).toEqual([Number(alice), Number(bob)]);
  expect(paging).toMatchObject({ page: 1, perPage: 2, totalPages: 3, totalElements: 5 });
  expect(navigation.nextPage.uri).toBe(`${bench.sandbox.url}${account}/extension?perPage=2&page=2`);
  expect((await read('/extension?type=Department')).body.records).toMatchObject([{ name: 'Support' }]);
  expect((await read('/extension?status=Frozen')).body.records).toHaveLength(1);
  expect((await read('/extension/101004')).body.errorCode).toBe('CMN-102');
});

test('one extension tells its zone, whose bias knows no summer', async () => {
  const { regionalSettings } = (await read(`/extension/${alice}`)).body;
  expect(regionalSettings).toMatchObject({ timezone: { name: 'Europe/Berlin', bias: '60' }, timeFormat: '24h' });
  expect(regionalSettings.formattingLocale.localeCode).toBe('de-DE');
  expect((await read(`/extension/${bob}`)).body.regionalSettings.timezone).toMatchObject({
    name: 'America/New_York',
    bias: '-300',
  });
});

test('the directory mixes in federated people unless told not to, and leaves out frozen and deleted ones', async () => {
  const all = (await read('/directory/entries')).body.records;
  const own = (await read('/directory/entries?showFederated=false')).body.records;
  expect(all.map(({ id }: { id: string }) => id)).toEqual([alice, bob, '101003', '101006', '999123']);
  expect(all.at(-1)).toMatchObject({ firstName: 'Fay', account: { id: '600002' } });
  expect(all[0].account.id).toBe('500001');
  expect(own.map(({ id }: { id: string }) => id)).toEqual([alice, bob, '101003', '101006']);
  expect(own[0]).not.toHaveProperty('account');
  expect(own[0].phoneNumbers[0].phoneNumber).toBe('+12125550101');
});

test('an unchanged directory is 304, a changed one 200', async () => {
  const url = `${bench.sandbox.url}${account}/directory/entries`;
  const etag = (await read('/directory/entries')).headers.get('etag') ?? '';
  const again = () => fetch(url, { headers: { authorization: `Bearer ${token}`, 'if-none-match': etag } });
  expect((await again()).status).toBe(304);
  bench.sandbox.setStatus(bob, 'Disabled');
  expect((await again()).status).toBe(200);
});

test('numbers name their extension, queues their members', async () => {
  const numbers = (await read('/phone-number')).body.records;
  expect(numbers).toMatchObject([{ usageType: 'MainCompanyNumber' }, { extension: { id: Number(alice) } }]);
  expect(numbers[0]).not.toHaveProperty('extension');
  expect((await read('/call-queues')).body.records).toMatchObject([{ id: '101006', name: 'Support' }]);
  expect((await read('/call-queues/101006/members')).body.records).toMatchObject([{ id: Number(alice) }, { id: Number(bob) }]);
});

test('persons: colleagues and foreigners carry their company, guests none, queues are nobody', async () => {
  const ear = await listen();
  const bot = await bench.sandbox.install(ear.url);
  const person = (id: string) => call(bench.sandbox, bot.accessToken, 'GET', `/team-messaging/v1/persons/${id}`);
  expect((await person(alice)).body).toMatchObject({ id: alice, firstName: 'Alice', companyId: '500001' });
  expect((await person('999123')).body.companyId).toBe('600002');
  expect((await person('glip-77')).body).not.toHaveProperty('companyId');
  expect((await person('101006')).status).toBe(404);
  expect((await person(`${alice},nobody`)).status).toBe(207);
  await ear.close();
});
