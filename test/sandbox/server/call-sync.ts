/** The synchronised reads of the call log: the whole first, then only what changed. */
import type { LoggedRecord } from '../model.js';
import { extensionOf } from './access.js';
import { accountUri } from './account.js';
import { startOf } from './call-filters.js';
import { concerns, inView, readView, visible } from './call-log.js';
import { badParameter, refuse } from './refusal.js';
import { type AuthorisedRequest, type Handler, ok, readEnum, readInteger, readList, readTime } from './request.js';
import { readSyncToken, type SyncState, writeSyncToken } from './sync-token.js';
import { iso, type World } from './world.js';

const hour = 3_600_000;
const month = 30 * 24 * hour;
const frame = 250;

/** When a record entered the log as it now is. Nobody could read it before it was visible. */
const changedAt = (logged: LoggedRecord): number => Math.max(logged.modifiedAt, logged.visibleAt);

/** extractSyncAccountCallLog: by modification time, oldest change first; `newerRecordsExist` says to come again at once. */
export const extractSyncAccountCallLog: Handler = (request, world) => {
  const { query, account } = request;
  const log = `extract ${account.company.id}`;
  const first = isFullSync(query);
  const asked = readInteger(query, 'recordCount', frame);
  if (asked > 1000 || (!first && query.has('recordCount'))) throw badParameter('recordCount', String(asked));
  const from = readTime(query, 'dateFrom') ?? world.now() - hour;
  const state: SyncState = first
    ? { log, view: readView(query), through: from - 1 }
    : readSyncToken(query.get('syncToken'), log, request.account, world);
  const changed = visible(account, world)
    .filter((logged) => changedAt(logged) > state.through)
    .sort((a, b) => changedAt(a) - changedAt(b));
  const border = changed[Math.min(asked, changed.length) - 1];
  const records = border ? changed.filter((logged) => changedAt(logged) <= changedAt(border)) : [];
  const through = border ? changedAt(border) : state.through;
  return answer(request, world, records, { ...state, through }, { newerRecordsExist: records.length < changed.length });
};

/** syncAccountCallLog */
export const syncAccountCallLog: Handler = (request, world) => {
  const { account } = request;
  return sync(request, world, `account ${account.company.id}`, visible(account, world));
};

/** syncUserCallLog */
export const syncUserCallLog: Handler = (request, world) => {
  const extensionId = extensionOf(request);
  const own = visible(request.account, world).filter(({ record }) => concerns(record, extensionId));
  return sync(request, world, `extension ${request.account.company.id} ${extensionId}`, own);
};

function sync(request: AuthorisedRequest, world: World, log: string, readable: LoggedRecord[]) {
  const { query } = request;
  const first = isFullSync(query);
  if (first && !query.has('recordCount')) throw badParameter('recordCount', null);
  const count = query.has('recordCount') ? readInteger(query, 'recordCount', frame) : 0;
  if (count > frame) throw badParameter('recordCount', String(count));
  const from = readTime(query, 'dateFrom') ?? 0;
  if (query.has('dateFrom') && from < world.now() - month) throw badParameter('dateFrom', query.get('dateFrom'));
  const missedOnly = readList(query, 'statusGroup', ['Missed', 'All'] as const)?.includes('Missed') ?? false;
  const state = first ? undefined : readSyncToken(query.get('syncToken'), log, request.account, world);
  const newestFirst = readable
    .filter(({ record }) => !(state?.missedOnly ?? missedOnly) || record.result === 'Missed')
    .sort((a, b) => startOf(b) - startOf(a));
  const oldest = state?.oldest ?? world.now();
  const fresh = state ? newestFirst.filter((logged) => changedAt(logged) > state.through && startOf(logged) >= oldest) : [];
  const older = newestFirst.filter((logged) => (state ? startOf(logged) < oldest : startOf(logged) >= from)).slice(0, count);
  const records = [...fresh, ...older];
  if (records.length > frame) throw refuse(400, 'CLG-104', 'Too many records to synchronize, perform full sync');
  const through = newestFirst.reduce((latest, logged) => Math.max(latest, changedAt(logged)), state?.through ?? 0);
  const reached = records.reduce((least, logged) => Math.min(least, startOf(logged)), state ? oldest : world.now());
  return answer(request, world, records, {
    log,
    view: state?.view ?? readView(query),
    through,
    oldest: reached,
    missedOnly: state?.missedOnly ?? missedOnly,
  });
}

function isFullSync(query: URLSearchParams): boolean {
  const full = readEnum(query, 'syncType', ['FSync', 'ISync'] as const, 'FSync') === 'FSync';
  if (full && query.has('syncToken')) throw badParameter('syncToken', query.get('syncToken'));
  if (!full && query.has('dateFrom')) throw badParameter('dateFrom', query.get('dateFrom'));
  return full;
}

function answer(request: AuthorisedRequest, world: World, records: LoggedRecord[], next: SyncState, more: object = {}) {
  const view = next.view === 'Detailed' ? 'Detailed' : 'Simple';
  return ok({
    uri: accountUri(world, request.account.company) + request.target.replace(/^\/restapi\/v1\.0\/account\/[^/]+/, ''),
    records: records.map(({ record }) => inView(record, view, world)),
    syncInfo: {
      syncType: request.query.get('syncType') ?? 'FSync',
      syncToken: writeSyncToken(next, request.account, world),
      syncTime: iso(world.now()),
      ...more,
    },
  });
}
