/** The words that filter calls, and how they combine. */
import { outcomeParts } from '../core/outcome.js';
import type { Part } from '../core/participation.js';
import type { CallFilter } from '../core/question.js';
import { refuse } from './sentences.js';

interface FilterWord {
  readonly parts?: readonly Part[];
  readonly direction?: 'inbound' | 'outbound';
  readonly internal?: boolean;
}

const words: Readonly<Record<string, FilterWord>> = {
  ...Object.fromEntries(Object.entries(outcomeParts).map(([word, parts]): [string, FilterWord] => [word, { parts }])),
  inbound: { direction: 'inbound' },
  outbound: { direction: 'outbound' },
  internal: { internal: true },
  external: { internal: false },
};

export const filterWords: readonly string[] = Object.keys(words);

const synonyms: Readonly<Record<string, string>> = {
  voicemails: 'voicemail',
  incoming: 'inbound',
  outgoing: 'outbound',
  rung: 'rang',
};

/** The filter word a typed word stands for, if any. */
export function filterWord(word: string): string | null {
  const known = word.toLowerCase();
  const meant = synonyms[known] ?? known;
  return Object.hasOwn(words, meant) ? meant : null;
}

/**
 * Several outcomes widen (`missed voicemail` is either), an outcome and a direction narrow.
 * @throws UserError where two words exclude each other.
 */
export function combine(chosen: readonly string[]): CallFilter {
  const parts = new Set<Part>();
  let direction: 'inbound' | 'outbound' | undefined;
  let internal: boolean | undefined;
  for (const word of chosen) {
    const filter = words[word] ?? {};
    for (const part of filter.parts ?? []) parts.add(part);
    if (filter.direction !== undefined && direction !== undefined && direction !== filter.direction) {
      throw refuse('filters-disagree', 'inbound', 'outbound');
    }
    if (filter.internal !== undefined && internal !== undefined && internal !== filter.internal) {
      throw refuse('filters-disagree', 'internal', 'external');
    }
    direction = filter.direction ?? direction;
    internal = filter.internal ?? internal;
  }
  return {
    ...(parts.size > 0 && { parts: [...parts] }),
    ...(direction !== undefined && { direction }),
    ...(internal !== undefined && { internal }),
  };
}
