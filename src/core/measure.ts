/** By what people can be ranked. */
import { countOf, type Figures } from './figures.js';
import type { Outcome } from './outcome.js';

const measures = ['calls', 'time', 'missed', 'answered'] as const;
export type Measure = (typeof measures)[number];

/** How they are typed; the first of each is the measure itself. */
const typedMeasures: Readonly<Record<Measure, readonly string[]>> = {
  calls: ['calls', 'call'],
  time: ['time', 'duration', 'talk'],
  missed: ['missed'],
  answered: ['answered'],
};

export const measureNamed = (word: string): Measure | null => measures.find((each) => typedMeasures[each].includes(word)) ?? null;

/** Whether the measure is of time, or the calls that ended so; null for all of them. */
export const outcomeOfMeasure = (measure: Measure): Outcome | null =>
  measure === 'missed' || measure === 'answered' ? measure : null;

/** Calls, or milliseconds. */
export function measured(figures: Figures, measure: Measure): number {
  const outcome = outcomeOfMeasure(measure);
  if (outcome !== null) return countOf(figures, outcome);
  return measure === 'time' ? figures.talkMs : figures.calls;
}
