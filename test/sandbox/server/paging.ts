/** How long lists are cut: numbered pages with absolute addresses, and Team Messaging's page tokens. */
import { badParameter } from './refusal.js';
import { type AuthorisedRequest, readInteger } from './request.js';
import type { World } from './world.js';

interface PageOptions {
  readonly perPage: number;
  readonly most: number;
  /** Words accepted in place of a number, meaning `most`. */
  readonly words?: readonly string[];
  /** Leaves totals out when there is more than one page, as the call log does for performance. */
  readonly withoutTotals?: boolean;
  readonly withoutNavigation?: boolean;
}

/** One numbered page of `records`, with `paging` and `navigation`. */
export function numberedPage<T>(records: readonly T[], request: AuthorisedRequest, world: World, options: PageOptions) {
  const { query } = request;
  const asked = query.get('perPage');
  const perPage = asked !== null && options.words?.includes(asked) ? options.most : readPerPage(query, options);
  const page = readInteger(query, 'page', 1);
  const start = (page - 1) * perPage;
  const cut = records.slice(start, start + perPage);
  const totalPages = Math.max(1, Math.ceil(records.length / perPage));
  const totals = options.withoutTotals && totalPages > 1 ? {} : { totalPages, totalElements: records.length };
  const at = (number: number) => ({ uri: pageAddress(world.url, request, number, perPage) });
  const navigation = {
    firstPage: at(1),
    ...(page > 1 && { previousPage: at(page - 1) }),
    ...(page < totalPages && { nextPage: at(page + 1) }),
    ...('totalPages' in totals && { lastPage: at(totalPages) }),
  };
  return {
    uri: world.url + request.target,
    records: cut,
    paging: { page, perPage, pageStart: start, pageEnd: Math.max(start, start + cut.length - 1), ...totals },
    ...(!options.withoutNavigation && { navigation }),
  };
}

function readPerPage(query: URLSearchParams, options: PageOptions): number {
  return Math.min(options.most, readInteger(query, 'perPage', options.perPage));
}

function pageAddress(url: string, request: AuthorisedRequest, page: number, perPage: number): string {
  const address = new URL(request.target, url);
  address.searchParams.set('page', String(page));
  address.searchParams.set('perPage', String(perPage));
  return address.href;
}

/** One page of `records` by `recordCount` (30, at most 250) and `pageToken`. */
export function tokenPage<T>(records: readonly T[], query: URLSearchParams) {
  const recordCount = readInteger(query, 'recordCount', 30);
  if (recordCount > 250) throw badParameter('recordCount', String(recordCount));
  const start = readPageToken(query);
  const cut = records.slice(start, start + recordCount);
  const navigation = {
    ...(start > 0 && { prevPageToken: pageToken(Math.max(0, start - recordCount)) }),
    ...(start + recordCount < records.length && { nextPageToken: pageToken(start + recordCount) }),
  };
  return { records: cut, navigation };
}

function pageToken(start: number): string {
  return Buffer.from(`page/${start}`).toString('base64url');
}

function readPageToken(query: URLSearchParams): number {
  const token = query.get('pageToken');
  if (token === null) return 0;
  const start = /^page\/(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (start === undefined) throw badParameter('pageToken', token);
  return Number(start);
}
