/** When the telephone rings: forty to eighty times on a working day of the company's zone, seldom at night and at weekends. */
import { DateTime } from 'luxon';
import { seeded } from '../random.js';

/** Epoch ms, rising, all different, from `from` (included) to `to` (excluded). A day is the same whatever window it is seen through. */
export function ringingTimes(seed: number, timeZone: string, from: number, to: number): number[] {
  const times: number[] = [];
  let day = DateTime.fromMillis(from, { zone: timeZone }).startOf('day');
  for (; day.toMillis() < to; day = day.plus({ days: 1 })) {
    const random = seeded('day', seed, timeZone, day.toISODate() ?? '');
    const count = day.weekday > 5 ? random.whole(4, 12) : random.whole(40, 80);
    const dayLength = day.plus({ days: 1 }).toMillis() - day.toMillis();
    const workStart = day.set({ hour: 8 }).toMillis();
    const today = Array.from({ length: count }, () =>
      random.chance(0.88) ? workStart + random.whole(0, 10 * 3_600_000) : day.toMillis() + random.whole(0, dayLength - count - 1),
    ).sort((a, b) => a - b);
    for (const at of today) times.push(Math.max(at, (times.at(-1) ?? 0) + 1));
  }
  return times.filter((at) => at >= from && at < to);
}
