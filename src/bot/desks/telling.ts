/** What answers about calls are told with, out of the question and the world it is asked in. */

import type { Telling } from '../../core/rendering/head.js';
import { unreadable } from '../authorising/authorise.js';
import type { Ask } from '../command/ask.js';
import type { World } from '../command/world.js';

export const tellingOf = (ask: Ask, world: World): Telling => ({
  subjects: ask.subjects,
  // Whoever is answered in their direct chat means nobody but themselves there, unless they name people.
  everybody: ask.everybody && isAnsweredHere(ask),
  ...(ask.via && { via: ask.via }),
  period: ask.period,
  coverage: world.coverage,
  directory: world.directory,
  numbers: ask.numbers,
  reference: { now: ask.now, locale: ask.locale },
});

const isAnsweredHere = ({ room, audience }: Ask): boolean =>
  room.type === 'Direct' || (unreadable(room) === null && audience !== 'asker');
