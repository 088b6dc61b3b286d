/** Reads the company call log: a window page by page, or what changed since a token. */
import { z } from 'zod';
import type { CallRecord } from '../../core/call.js';
import { Outage } from '../../core/errors.js';
import type { ExtensionId, Instant, Span } from '../../core/model.js';
import type { Log, Reader } from '../../ports.js';
import { readCallRecord, recordId } from './callRecord.js';
import type { Api } from './request.js';
import { flag, hasNextPage, paged, records } from './wire.js';

const mostPerPage = 1000;
const perPageWhenSlow = 250;
const mostSmallWindows = 1000;

const synced = z.object({
  records,
  syncInfo: z.object({ syncToken: z.string().min(1), newerRecordsExist: flag }),
});

export function createCallLogReader(api: Api, log: Log): Pick<Reader, 'callLog' | 'syncCalls'> {
  // Windows whose first page came too late: their pages are small to the end, since pages of another size would leave gaps.
  const small = new Set<string>();

  const readPage = async (window: Span, page: number, perPage: number, extension?: ExtensionId) => {
    const answer = await api.call(
      {
        operation: extension === undefined ? 'readCompanyCallLog' : 'readUserCallLog',
        group: 'Heavy',
        priority: 'background',
        path: `/restapi/v1.0/account/~${extension === undefined ? '' : `/extension/${encodeURIComponent(extension)}`}/call-log`,
        query: { view: 'Detailed', dateFrom: iso(window.from), dateTo: iso(window.to), perPage, page, showDeleted: false },
        timeLimitMs: 30_000,
      },
      paged,
    );
    return { records: readAll(answer.records, log), more: hasNextPage(answer, page, perPage) };
  };

  return {
    callLog: async (window, page, extension) => {
      const key = `${extension ?? ''}-${window.from}-${window.to}`;
      if (page === 1) small.delete(key);
      if (small.has(key)) return readPage(window, page, perPageWhenSlow, extension);
      try {
        return await readPage(window, page, mostPerPage, extension);
      } catch (error) {
        if (!(error instanceof Outage) || error.status !== 0) throw error;
        if (page > 1) return readAsSmallPages(window, page, extension);
        if (small.size >= mostSmallWindows) small.clear();
        small.add(key);
        return readPage(window, page, perPageWhenSlow, extension);
      }
    },
    syncCalls: async (from) => {
      const query =
        'token' in from
          ? { syncType: 'ISync', syncToken: from.token, view: 'Detailed' }
          : { syncType: 'FSync', dateFrom: iso(from.since), recordCount: mostPerPage, view: 'Detailed' };
      const answer = await api.call(
        {
          operation: 'extractSyncAccountCallLog',
          group: 'Heavy',
          priority: 'background',
          path: '/restapi/v1.0/account/~/call-log-extract-sync',
          query,
          timeLimitMs: 30_000,
        },
        synced,
      );
      return {
        records: readAll(answer.records, log),
        token: answer.syncInfo.syncToken,
        more: answer.syncInfo.newerRecordsExist === true,
      };
    },
  };

  /** The records of one large page. */
  async function readAsSmallPages(window: Span, page: number, extension?: ExtensionId) {
    const parts = mostPerPage / perPageWhenSlow;
    const found: CallRecord[] = [];
    for (let part = 1; part <= parts; part += 1) {
      const answer = await readPage(window, (page - 1) * parts + part, perPageWhenSlow, extension);
      found.push(...answer.records);
      if (!answer.more) return { records: found, more: false };
    }
    return { records: found, more: true };
  }
}

const iso = (at: Instant) => new Date(at).toISOString();

function readAll(list: readonly unknown[], log: Log): CallRecord[] {
  return list.flatMap((wire) => {
    const record = readCallRecord(wire);
    if (record) return [record];
    log.warn('call record skipped: not understood', { record: recordId(wire) });
    return [];
  });
}
