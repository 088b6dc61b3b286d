/** The inbox is worked off: again after a failure, never for ever, and not for what is no longer there. */
import { expect, test } from 'vitest';
import { createInboxWorker } from '../../src/bot/inbox.js';
import { Outage } from '../../src/core/errors.js';
import { accountId, chatId, type Instant, personId } from '../../src/core/model.js';
import type { Inbox, InboxItem, Messenger, Metrics } from '../../src/ports.js';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const second = 1_000;

/** One question in the inbox, and a platform that fails as long as it is told to. */
function world() {
  let at: Instant = 1_000_000;
  let attempts = 0;
  let fault: Error | null = new Outage('readGlipChatNew: 503', { status: 503 });
  const item: InboxItem = {
    uuid: 'u',
    account: accountId('1'),
    kind: 'post',
    chat: chatId('room'),
    body: '{"owner":"bot"}',
    receivedAt: at,
    state: 'received',
  };
  const open: InboxItem[] = [item];
  const asked: string[] = [];
  const answers: string[] = [];
  let told: Promise<void> = Promise.resolve();
  const inbox = {
    async open() {
      const seen = [...open];
      await told;
      return seen;
    },
    async answered(uuid: string) {
      answers.push(uuid);
      open.splice(
        open.findIndex((each) => each.uuid === uuid),
        1,
      );
    },
  } as unknown as Inbox;
  const worker = createInboxWorker({
    holds: () => true,
    inbox,
    clock: { now: () => at },
    log: quiet,
    metrics: { postFailed() {} } as unknown as Metrics,
    messengerFor: () => ({ self: personId('bot') }) as unknown as Messenger,
    apologyFor: async () => [],
    reference: () => 'r',
    async stepsFor({ uuid }) {
      asked.push(uuid);
      attempts += 1;
      if (fault) throw fault;
      return [];
    },
  });
  return {
    item,
    asked,
    answers,
    open,
    nextAt: worker.nextAt,
    wake: worker.wake,
    /** Two looks at once, of which one is told late what it saw: by then the other has worked all of it off. */
    async lookTwice() {
      let arrive = () => {};
      const first = worker.wake();
      told = new Promise((arrived) => {
        arrive = arrived;
      });
      const late = worker.wake();
      await first;
      await worker.drain();
      arrive();
      await late;
      await worker.drain();
    },
    stop: worker.stop,
    attempts: () => attempts,
    recover: () => {
      fault = null;
    },
    failWith: (other: Error) => {
      fault = other;
    },
    async wakeAfter(ms: number) {
      at += ms;
      await worker.wake();
      await worker.drain();
    },
  };
}

test('what failed is tried again when it is due, and not before', async () => {
  const { wakeAfter, attempts, nextAt, recover, open } = world();
  await wakeAfter(0);
  await wakeAfter(second);
  expect(attempts()).toBe(1);
  recover();
  await wakeAfter(second);
  expect(attempts()).toBe(2);
  expect(open).toEqual([]);
  expect(nextAt()).toBeUndefined();
});

test('what was answered while somebody looked is not taken up as it was seen', async () => {
  const { recover, lookTwice, attempts, answers, open, item, wakeAfter } = world();
  recover();
  await lookTwice();
  expect(attempts()).toBe(1);
  expect(answers).toEqual(['u']);
  // Only that look was too late.
  open.push({ ...item, uuid: 'another' });
  await wakeAfter(second);
  expect(answers).toEqual(['u', 'another']);
});

test('what failed while somebody looked is tried again when it is due', async () => {
  const { recover, lookTwice, attempts, answers, wakeAfter, nextAt } = world();
  await lookTwice();
  expect([attempts(), nextAt()]).toEqual([1, 1_000_000 + 2 * second]);
  recover();
  await wakeAfter(2 * second);
  expect(answers).toEqual(['u']);
});

test('a fault of ours is not repeated for ever, and an outage not for longer than somebody waits', async () => {
  const broken = world();
  broken.failWith(new TypeError('ours'));
  for (let time = 0; time < 10; time += 1) await broken.wakeAfter(60 * second);
  expect(broken.attempts()).toBe(6);
  expect(broken.open).toEqual([]);

  const down = world();
  for (let minute = 0; minute < 90; minute += 1) await down.wakeAfter(60 * second);
  expect(down.open).toEqual([]);
  expect(down.nextAt()).toBeUndefined();
});

test('a digest waits out an outage for as long as it may be late', async () => {
  const { open, item, wakeAfter } = world();
  open.splice(0, 1, { ...item, kind: 'digest' });
  for (let quarter = 0; quarter < 23; quarter += 1) await wakeAfter(15 * 60 * second);
  expect(open).toHaveLength(1);
  for (let quarter = 0; quarter < 3; quarter += 1) await wakeAfter(15 * 60 * second);
  expect(open).toEqual([]);
});

test('once it stops nothing more is taken up, not even by a look that was under way', async () => {
  const { wake, stop, attempts } = world();
  const looking = wake();
  await stop();
  await looking;
  await wake();
  expect(attempts()).toBe(0);
});

test('a fault of ours that mends itself, as a full disk may, costs no answer', async () => {
  const { wakeAfter, failWith, recover, attempts, open, answers } = world();
  failWith(new TypeError('ours'));
  for (let time = 0; time < 4; time += 1) await wakeAfter(30 * second);
  expect(open).toHaveLength(1);
  recover();
  await wakeAfter(60 * second);
  expect([attempts(), answers.length]).toEqual([5, 1]);
});

test('what is gone from the inbox, as after the bot was removed, is not looked for any more', async () => {
  const { wakeAfter, nextAt, open } = world();
  await wakeAfter(0);
  expect(nextAt()).toBeDefined();
  open.length = 0;
  await wakeAfter(5 * second);
  expect(nextAt()).toBeUndefined();
});

test('behind a post that may still appear its chat waits, and other chats do not', async () => {
  const { item, open, asked, wakeAfter, recover, nextAt } = world();
  open[0] = { ...item, state: 'posting', posting: { chat: item.chat, since: item.receivedAt } };
  await wakeAfter(0);
  open.push({ ...item, uuid: 'behind' }, { ...item, uuid: 'elsewhere', chat: chatId('other') });
  recover();
  await wakeAfter(0);
  expect(asked).toEqual(['u', 'elsewhere']);
  await wakeAfter(2 * second);
  await wakeAfter(2 * second);
  expect(asked).toEqual(['u', 'elsewhere', 'u', 'behind']);
  expect(open).toEqual([]);
  expect(nextAt()).toBeUndefined();
});
