/** Reading the call log: whose records, which of them, in which view, newest first, and only once they can be seen. */
import type { LoggedRecord, WireRecord } from '../model.js';
import { extensionOf } from './access.js';
import { readCallFilters, startOf } from './call-filters.js';
import { multipart } from './multipart.js';
import { numberedPage } from './paging.js';
import { badParameter, notFound } from './refusal.js';
import { type AuthorisedRequest, type Handler, ok, readEnum } from './request.js';
import type { Account, World } from './world.js';

const perPage = { perPage: 100, most: 1000, words: ['max'], withoutTotals: true };

/** readCompanyCallLog */
export const readCompanyCallLog: Handler = (request, world) => listRecords(request, world, visible(request.account, world));

/** readUserCallLog: the records in which that extension has a part of its own. */
export const readUserCallLog: Handler = (request, world) => {
  const extensionId = extensionOf(request);
  return listRecords(
    request,
    world,
    visible(request.account, world).filter(({ record }) => concerns(record, extensionId)),
  );
};

/** readCompanyCallRecord: one id, or up to fifty with commas as a multipart answer. */
export const readCompanyCallRecord: Handler = (request, world) => readRecords(request, world, visible(request.account, world));

/** readUserCallRecord */
export const readUserCallRecord: Handler = (request, world) => {
  const extensionId = extensionOf(request);
  return readRecords(
    request,
    world,
    visible(request.account, world).filter(({ record }) => concerns(record, extensionId)),
  );
};

type View = 'Simple' | 'Detailed';

export const readView = (query: URLSearchParams): View => readEnum(query, 'view', ['Simple', 'Detailed'] as const, 'Simple');

/** Records whose time to appear has come. */
export function visible(account: Account, world: World): LoggedRecord[] {
  const now = world.now();
  return account.log.filter((logged) => logged.visibleAt <= now);
}

/** A record as the view shows it; Simple has no legs, billing or modification time. */
export function inView(record: WireRecord, view: View, world: World): unknown {
  if (view === 'Detailed') return rebased(record, world);
  const { legs: _legs, billing: _billing, lastModifiedTime: _modified, ...simple } = record;
  return rebased(simple, world);
}

/** Whether the record belongs to the extension's own log. The far side of an internal call has a record of its own. */
export function concerns(record: WireRecord, extensionId: string): boolean {
  const owners = [record, ...((record.legs ?? []) as Record<string, unknown>[])].flatMap((part) => [
    (part.extension as { id?: number } | undefined)?.id,
    (part.delegate as { id?: string } | undefined)?.id,
  ]);
  if (owners.some((id) => String(id) === extensionId)) return true;
  if (record.extension) return false;
  return [record.from, record.to].some((party) => (party as { extensionId?: string } | undefined)?.extensionId === extensionId);
}

function listRecords(request: AuthorisedRequest, world: World, log: LoggedRecord[]) {
  const view = readView(request.query);
  const fits = readCallFilters(request, world.now());
  const found = log.filter(fits).sort((a, b) => startOf(b) - startOf(a) || (a.record.id < b.record.id ? 1 : -1));
  const page = numberedPage(found, request, world, perPage);
  return ok({ ...page, records: page.records.map(({ record }) => inView(record, view, world)) });
}

function readRecords(request: AuthorisedRequest, world: World, log: LoggedRecord[]) {
  const view = readView(request.query);
  const ids = (request.params.callRecordId ?? '').split(',');
  if (ids.length > 50) throw badParameter('callRecordId', ids.join(','));
  const read = (id: string) => {
    const logged = log.find(({ record }) => record.id === id);
    return logged ? inView(logged.record, view, world) : undefined;
  };
  if (ids.length > 1) return multipart(ids.map(read), 'callRecordId');
  const record = read(ids[0] ?? '');
  if (!record) throw notFound('callRecordId');
  return ok(record);
}

/** Records are told without knowing the server's port: addresses inside them get its origin when they are read. */
function rebased(value: unknown, world: World): unknown {
  if (Array.isArray(value)) return value.map((item) => rebased(item, world));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => {
    const address = /^(?:uri|contentUri)$/.test(key) && typeof inner === 'string';
    return [key, address ? inner.replace(/^(?:https?:\/\/[^/]+)?/, world.url) : rebased(inner, world)];
  });
  return Object.fromEntries(entries);
}
