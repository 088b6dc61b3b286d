/** One examination: what it needs, what it found, and what later examinations can build on. */
import { Outage } from '../../core/errors.js';
import { StoreError } from '../store/store-error.js';
import { withTimeLimit } from '../timeLimit.js';

export type State = 'ok' | 'warning' | 'missing' | 'wrong' | 'skipped';

export interface Finding {
  readonly item: string;
  readonly state: State;
  readonly says: string;
  /** What does not work because of it. */
  readonly breaks?: string;
  /** Where to mend it. */
  readonly fix?: string;
}

/** What is examined, and what holds for its findings unless they say otherwise. */
export interface Subject {
  readonly item: string;
  readonly breaks: string;
  readonly fix: string;
}

export interface Verdict<Value> {
  readonly findings: readonly (Omit<Finding, 'item'> & { readonly item?: string })[];
  /** Undefined where nothing can be built on it. */
  readonly value?: Value | undefined;
}

/** `item` is what to blame where there is no value. */
export interface Examined<Value> {
  readonly item: string;
  readonly value: Value | undefined;
}

type ValuesOf<Needs extends readonly unknown[]> = {
  [Place in keyof Needs]: Needs[Place] extends Examined<infer Value> ? Value : never;
};

const limitMs = 20_000;

/** Nothing is told about what was asked: RingCentral limits, fails or is silent. */
const isPassing = ({ status }: Outage) => status === 0 || status === 408 || status === 429 || status >= 500;

/** Yields what it found; a warning where RingCentral does not tell now, skipped where something it needs has no value, wrong where it fails or takes too long. */
export async function* examine<const Needs extends readonly Examined<unknown>[], Value>(
  subject: Subject,
  needs: Needs,
  run: (...values: ValuesOf<Needs>) => Promise<Verdict<Value>> | Verdict<Value>,
): AsyncGenerator<Finding, Examined<Value>> {
  const { item } = subject;
  const lacking = needs.find(({ value }) => value === undefined);
  if (lacking) {
    yield { item, state: 'skipped', says: `not checked, because of ${lacking.item}` };
    return { item: lacking.item, value: undefined };
  }
  const values = needs.map(({ value }) => value) as ValuesOf<Needs>;
  let verdict: Verdict<Value>;
  try {
    const running = (async () => run(...values))();
    verdict = await withTimeLimit(running, limitMs, `no answer within ${limitMs / 1000} s`);
  } catch (error) {
    if (error instanceof Outage && isPassing(error)) yield { item, state: 'warning', ...askAgain(error) };
    else yield { ...subject, state: 'wrong', says: wordsFor(error) };
    return { item, value: undefined };
  }
  for (const finding of verdict.findings) {
    const { breaks, fix } = subject;
    yield { item, ...(['missing', 'wrong'].includes(finding.state) && { breaks, fix }), ...finding };
  }
  return { item, value: verdict.value };
}

export const fine = <Value>(says: string, value: Value): Verdict<Value> => ({ findings: [{ state: 'ok', says }], value });
export const warning = <Value>(says: string, value: Value, more: Partial<Subject> = {}): Verdict<Value> => ({
  findings: [{ state: 'warning', says, ...more }],
  value,
});
export const missing = (says: string, more: Partial<Subject> = {}): Verdict<never> => ({
  findings: [{ state: 'missing', says, ...more }],
});
export const wrong = (says: string, more: Partial<Subject> = {}): Verdict<never> => ({
  findings: [{ state: 'wrong', says, ...more }],
});

const askAgain = ({ status, reason }: Outage) => ({
  says: `${status === 429 ? 'RingCentral limits requests' : 'RingCentral does not answer'} now (${reason})`,
  breaks: 'it is not known whether this is right',
  fix: 'run it again in a minute',
});

/** Only errors that are known to hold no values of the configuration speak for themselves. */
function wordsFor(error: unknown): string {
  if (error instanceof Outage) return `RingCentral refuses (${error.reason})`;
  if (error instanceof StoreError) return error.message;
  if (!(error instanceof Error)) return 'failed';
  if ('code' in error && typeof error.code === 'string') return `failed (${error.code})`;
  return error.constructor === Error ? error.message : `failed (${error.name})`;
}
