/** What somebody's calls come to: made from the sums per extension and part, in this one place, for whatever answer shows them. */
import type { ExtensionId } from './model.js';
import { type Outcome, outcomeParts } from './outcome.js';
import type { Part } from './participation.js';

export interface Figures {
  /** Distinct conversations with a part that was asked for. */
  readonly calls: number;
  /** Of any part, whatever was asked for. */
  readonly byPart: Readonly<Partial<Record<Part, number>>>;
  /** Time on the calls asked for, ms. */
  readonly talkMs: number;
  /** How many of them there was any talking in. */
  readonly talked: number;
  readonly longestMs: number;
}

/** The participations of one extension with one part, added up. An extension has one part in a conversation, so these add up further. */
export interface PartSum {
  readonly extension: ExtensionId;
  readonly part: Part;
  readonly count: number;
  readonly talkMs: number;
  readonly talked: number;
  readonly longestMs: number;
}

export const noFigures: Figures = { calls: 0, byPart: {}, talkMs: 0, talked: 0, longestMs: 0 };

type Sums = { -readonly [Name in keyof Figures]: Figures[Name] } & { byPart: Partial<Record<Part, number>> };

/** Each extension's figures; `asked` are the parts that count as calls. */
export function figuresOf(sums: readonly PartSum[], asked: readonly Part[]): ReadonlyMap<ExtensionId, Figures> {
  const wanted = new Set(asked);
  const figures = new Map<ExtensionId, Sums>();
  for (const { extension, part, count, talkMs, talked, longestMs } of sums) {
    const own = figures.get(extension) ?? { ...noFigures, byPart: {} };
    figures.set(extension, own);
    own.byPart[part] = (own.byPart[part] ?? 0) + count;
    if (!wanted.has(part)) continue;
    own.calls += count;
    own.talkMs += talkMs;
    own.talked += talked;
    own.longestMs = Math.max(own.longestMs, longestMs);
  }
  return figures;
}

/** How many ended so. */
export const countOf = ({ byPart }: Pick<Figures, 'byPart'>, outcome: Outcome): number =>
  outcomeParts[outcome].reduce((sum, part) => sum + (byPart[part] ?? 0), 0);
