/** A window of the call log is read to its last page, also where the platform does not say whether another one follows. */
import { expect, test } from 'vitest';
import { createCallLogReader } from '../../../src/adapters/ringcentral/callLog.js';
import type { Api } from '../../../src/adapters/ringcentral/request.js';
import { rememberedLog } from './setting.js';

const full = Array.from({ length: 1000 }, (_, at) => ({ id: `r${at}`, startTime: '2026-11-03T09:00:00Z' }));

test.each([
  ['a next page', { navigation: { nextPage: { uri: 'x' } }, paging: { page: 1, totalPages: 2 } }, full, true],
  ['no next page', { navigation: { firstPage: { uri: 'x' } } }, full, false],
  ['a next page of null', { navigation: { nextPage: null } }, full, false],
  ['more pages in all', { paging: { page: 1, totalPages: 2 } }, full, true],
  ['nothing, behind a full page', {}, full, true],
  ['nothing, behind a page with room', {}, full.slice(0, 999), false],
])('told of %s', async (_told, more, records, expected) => {
  const api = {
    call: async (_request: unknown, schema: { parse(wire: unknown): unknown }) => schema.parse({ records, ...more }),
  } as unknown as Api;
  const reader = createCallLogReader(api, rememberedLog());
  expect((await reader.callLog({ from: 0, to: 1 }, 1)).more).toBe(expected);
});
