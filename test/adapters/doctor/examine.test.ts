/** One examination: its time limit, what it says of errors, and what is skipped because of it. */
import { afterEach, expect, test, vi } from 'vitest';
import { type Examined, examine, type Finding, fine } from '../../../src/adapters/doctor/examine.js';
import { Outage } from '../../../src/core/errors.js';

const subject = { item: 'a thing', breaks: 'much', fix: 'there' };

afterEach(() => void vi.useRealTimers());

async function finish<Value>(examination: AsyncGenerator<Finding, Examined<Value>>) {
  const findings: Finding[] = [];
  for (;;) {
    const step = await examination.next();
    if (step.done) return { findings, examined: step.value };
    findings.push(step.value);
  }
}

test('what never answers is wrong after its time limit', async () => {
  vi.useFakeTimers();
  const hanging = finish(examine(subject, [], () => new Promise<never>(() => {})));
  await vi.advanceTimersByTimeAsync(20_000);
  expect((await hanging).findings).toEqual([{ ...subject, state: 'wrong', says: 'no answer within 20 s' }]);
});

test.each<[string, unknown, string]>([
  ['an outage', new Outage('readExtension: 403 CMN-401', { status: 403 }), 'RingCentral refuses (readExtension: 403 CMN-401)'],
  ['an error of the machine', Object.assign(new Error('open /home/me/key'), { code: 'EACCES' }), 'failed (EACCES)'],
  ['an error of ours that could hold anything', new TypeError('cannot read secret-value'), 'failed (TypeError)'],
])('%s is told without more than it may tell', async (_, error, says) => {
  const { findings, examined } = await finish(examine(subject, [], () => Promise.reject(error)));
  expect(findings).toEqual([{ ...subject, state: 'wrong', says }]);
  expect(examined).toEqual({ item: 'a thing', value: undefined });
});

test.each([
  ['limits requests', 429],
  ['does not answer', 0],
  ['does not answer', 408],
  ['does not answer', 503],
])('RingCentral that %s (%i) tells nothing, and is asked again later', async (words, status) => {
  const outage = new Outage('getToken: told', { status });
  const { findings, examined } = await finish(examine(subject, [], () => Promise.reject(outage)));
  expect(findings).toMatchObject([{ item: 'a thing', state: 'warning', says: `RingCentral ${words} now (getToken: told)` }]);
  expect(findings[0]?.fix).toBe('run it again in a minute');
  expect(examined).toEqual({ item: 'a thing', value: undefined });
});

test('what is skipped names what is to blame, through others that were skipped', async () => {
  const blamed: Examined<number> = { item: 'the cause', value: undefined };
  const first = await finish(examine(subject, [blamed], () => fine('never', 1)));
  const second = await finish(examine({ ...subject, item: 'another' }, [first.examined], () => fine('never', 1)));
  expect(second.findings).toEqual([{ item: 'another', state: 'skipped', says: 'not checked, because of the cause' }]);
});
