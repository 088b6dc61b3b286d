/** Findings as an operator reads them: one line each, aligned, with colours only where they are wanted. */
import { styleText } from 'node:util';
import type { Finding, State } from './examine.js';

const colours: Readonly<Record<State, Parameters<typeof styleText>[0]>> = {
  ok: 'green',
  warning: 'yellow',
  missing: 'red',
  wrong: 'red',
  skipped: 'gray',
};
const itemWidth = 37;

export function lineOf({ item, state, says, breaks, fix }: Finding, coloured: boolean): string {
  const word = state.padEnd(8);
  const text = [says, ...(breaks ? [`Breaks: ${breaks}`] : []), ...(fix ? [`Fix: ${fix}`] : [])].map(sentence).join(' ');
  // What a server says of itself must not steer the terminal.
  const safe = text.replace(/\p{Cc}/gu, ' ');
  return `${coloured ? styleText(colours[state], word, { validateStream: false }) : word} ${item.padEnd(itemWidth)} ${safe}`;
}

/** The last line. */
export function summaryOf(findings: readonly Finding[]): string {
  const count = (...states: State[]) => findings.filter(({ state }) => states.includes(state)).length;
  const [faults, skipped, hints] = [count('missing', 'wrong'), count('skipped'), count('warning')];
  const tail = hints === 0 ? '' : ` ${hints} ${hints === 1 ? 'hint' : 'hints'}.`;
  if (faults === 0 && skipped > 0) return `Nothing is wrong so far, but ${skipped} could not be checked. Run it again.${tail}`;
  if (faults === 0) return `Everything is right.${tail}`;
  const unchecked = skipped === 0 ? '' : `, ${skipped} could not be checked because of that`;
  return `${faults} of ${findings.length} ${faults === 1 ? 'needs' : 'need'} attention${unchecked}.${tail}`;
}

/** What could not be checked is not known to be well. */
export const isWell = (findings: readonly Finding[]) =>
  !findings.some(({ state }) => ['missing', 'wrong', 'skipped'].includes(state));

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
