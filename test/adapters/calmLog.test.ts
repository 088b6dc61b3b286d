/** A fault that comes again and again is told at once and then in a rhythm, with how often; others are not lost behind it. */
import { expect, test } from 'vitest';
import { calmLog } from '../../src/adapters/calmLog.js';

const second = 1_000;

function listening() {
  let now = Date.UTC(2026, 0, 1);
  const lines: string[] = [];
  const note =
    (level: string) =>
    (message: string, { leftOut, ...fields }: Record<string, unknown> = {}) => {
      const error = fields.error instanceof Error ? ` ${fields.error.message}` : '';
      lines.push(`${level} ${message}${error}${leftOut === undefined ? '' : ` +${leftOut} until ${fields.lastAt}`}`);
    };
  const inner = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
  return {
    log: calmLog(inner, { now: () => now }),
    later: (ms: number) => {
      now += ms;
    },
    /** What was written since the last time. */
    read: () => lines.splice(0),
  };
}

test('a full disk for three minutes, met twice a second, is four lines', () => {
  const { log, later, read } = listening();
  for (let time = 0; time < 360; time += 1) {
    log.error('the store could not write', { error: new Error('SQLITE_FULL'), attempts: time, retryAt: String(time) });
    later(second / 2);
  }
  log.info('all is well');
  expect(read()).toEqual([
    'error the store could not write SQLITE_FULL',
    'error the store could not write SQLITE_FULL +119 until 2026-01-01T00:00:59.500Z',
    'error the store could not write SQLITE_FULL +120 until 2026-01-01T00:01:59.500Z',
    'error the store could not write SQLITE_FULL +120 until 2026-01-01T00:02:59.500Z',
    'info all is well',
  ]);
});

test('faults that differ in a word, a field or their gravity are told apart', () => {
  const { log, read } = listening();
  for (let time = 0; time < 3; time += 1) {
    log.error('failed', { job: 'a' });
    log.error('failed', { job: 'b' });
    log.warn('failed', { job: 'a' });
    log.error('failed too', { job: 'a' });
    log.error('failed', { error: new Error('x') });
    log.error('failed', { error: new TypeError('x') });
  }
  expect(read()).toHaveLength(6);
});

test('what was left out is told by the next line of any kind, and a fault that comes back much later at once', () => {
  const { log, later, read } = listening();
  log.warn('limited');
  log.warn('limited');
  log.warn('limited');
  later(3_600 * second);
  log.debug('a look');
  log.warn('limited');
  expect(read()).toEqual(['warn limited', 'warn limited +2 until 2026-01-01T00:00:00.000Z', 'debug a look', 'warn limited']);
});

test('a reference that somebody was told is always there; what is no fault too', () => {
  const { log, read } = listening();
  for (const reference of ['a', 'a', 'b']) log.error('a command failed', { reference });
  for (let time = 0; time < 3; time += 1) log.info('posted');
  expect(read()).toHaveLength(6);
});

test('a clock that was set back silences nothing, nor do fields that go in circles', () => {
  const { log, later, read } = listening();
  log.error('failed');
  later(-3_600 * second);
  log.error('failed');
  const circle: Record<string, unknown> = {};
  circle.again = circle;
  log.error('in circles', circle);
  log.error('in circles', circle);
  expect(read()).toEqual(['error failed', 'error failed', 'error in circles']);
});

test('more faults than can be told apart are all written', () => {
  const { log, read } = listening();
  for (let time = 0; time < 1_000; time += 1) log.error('failed', { job: String(time) });
  expect(read()).toHaveLength(1_000);
});
