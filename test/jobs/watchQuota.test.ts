/** The platform takes 2,500 posts a day: they are counted, the operator is warned, and the platform's odd way to refuse is understood. */
import { describe, expect, test } from 'vitest';
import { refused } from '../../src/adapters/ringcentral/failure.js';
import { type AccountId, accountId } from '../../src/core/model.js';
import { watchQuota } from '../../src/jobs/watchQuota.js';
import type { Inbox } from '../../src/ports.js';

const company = accountId('37');
const now = Date.UTC(2026, 10, 20);

async function watched(posts: number) {
  const warnings: unknown[] = [];
  const asked: number[] = [];
  const log = { debug() {}, info() {}, error() {}, warn: (_: string, fields?: object) => void warnings.push(fields) };
  const inbox = {
    async postedSince(_: AccountId, since: number) {
      asked.push(since);
      return posts;
    },
  } as unknown as Inbox;
  expect(await watchQuota(company, { inbox, clock: { now: () => now }, log })).toBe(posts);
  return { warnings, asked };
}

describe('the count of a day', () => {
  test('is of the last 24 hours, and quiet below four fifths', async () => {
    expect(await watched(1_999)).toEqual({ warnings: [], asked: [now - 86_400_000] });
  });
  test('warns from four fifths on', async () => {
    expect((await watched(2_000)).warnings).toEqual([{ account: company, posts: 2_000, of: 2_500 }]);
  });
});

describe('a 500 on a post', () => {
  const sentence = JSON.stringify({ message: 'You have exceeded your limits for this action.' });
  test('with the sentence of the quota: nothing was posted', () => {
    expect(refused('createGlipPostNew', true, 500, sentence)).toMatchObject({ code: 'posting-quota', uncertain: false });
  });
  test('without it: the post may stand all the same', () => {
    expect(refused('createGlipPostNew', true, 500, '{}')).toMatchObject({ uncertain: true });
  });
});
