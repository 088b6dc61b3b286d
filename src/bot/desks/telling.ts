/** What answers about calls are told with, out of the question and the world it is asked in. */

import type { Telling } from '../../core/rendering/head.js';
import type { Ask } from '../command/ask.js';
import type { World } from '../command/world.js';

export const tellingOf = (ask: Ask, world: World): Telling => ({
  subjects: ask.subjects,
  everybody: ask.everybody,
  ...(ask.via && { via: ask.via }),
  period: ask.period,
  coverage: world.coverage,
  directory: world.directory,
  numbers: ask.numbers,
  reference: { now: ask.now, locale: ask.locale },
});
