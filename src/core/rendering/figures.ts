/** Somebody's figures in words, and how they differ from those of the period before. */
import { formatDuration } from '../calendar.js';
import { countOf, type Figures, noFigures } from '../figures.js';
import { counted } from '../text.js';

/** ` ▲3`, ` ▼1`, ` ±0`; empty where there is nothing to compare with. */
export function change(now: number, before: number | undefined): string {
  if (before === undefined) return '';
  if (now === before) return ' ±0';
  return now > before ? ` ▲${now - before}` : ` ▼${before - now}`;
}

/**
 * `7 calls ▲2: 4 answered, 1 missed ▼1, 2 made (2 connected), 1 h 2 min on calls, 12 min on average, longest 40 min`. What ended
 * otherwise adds up to the calls; what only rang stands apart.
 */
export function figuresWords(figures: Figures, before: Figures | undefined): string {
  const rang = countOf(figures, 'rang');
  const told = callsWords(figures, before);
  return rang > 0 ? `${told}; besides, ${rang} only rang` : told;
}

/** The same without what only rang, for where that is told in full. */
export function callsWords(figures: Figures, before: Figures | undefined): string {
  const { calls, talkMs, talked, longestMs } = figures;
  const missed = countOf(figures, 'missed');
  const missedBefore = before && countOf(before, 'missed');
  const count = `${calls === 0 ? 'no calls' : counted(calls, 'call')}${change(calls, before?.calls)}`;
  const words = [
    outcome(figures, 'answered', 'answered'),
    (missed > 0 || (missedBefore ?? 0) > 0) && `${missed} missed${change(missed, missedBefore)}`,
    outcome(figures, 'voicemail', 'to voicemail'),
    outcome(figures, 'declined', 'declined'),
    madeWords(countOf(figures, 'made'), countOf(figures, 'connected')),
    talkMs > 0 && `${formatDuration(talkMs)} on calls`,
    talked > 1 && `${formatDuration(talkMs / talked)} on average`,
    talked > 1 && `longest ${formatDuration(longestMs)}`,
  ].filter((word) => word !== false);
  return words.length === 0 ? count : `${count}: ${words.join(', ')}`;
}

/** `7 made (5 connected)`, `1 made (not connected)`; false where there were none. */
export function madeWords(made: number, connected: number): string | false {
  const all = made === 1 ? 'connected' : 'all connected';
  const none = made === 1 ? 'not connected' : 'none connected';
  return made > 0 && `${made} made (${connected === made ? all : connected === 0 ? none : `${connected} connected`})`;
}

const outcome = (figures: Figures, which: 'answered' | 'voicemail' | 'declined', word: string) =>
  countOf(figures, which) > 0 && `${countOf(figures, which)} ${word}`;

/** Neither calls nor rings, now or before. */
export const isQuiet = (figures: Figures | undefined, before: Figures | undefined): boolean =>
  [figures ?? noFigures, before ?? noFigures].every(
    (each) => each.calls === 0 && Object.values(each.byPart).every((count) => count === 0),
  );
