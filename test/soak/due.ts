/** When a digest is truly due, day by day as the clocks on the wall show it; knows nothing of cron. */
import { DateTime } from 'luxon';

export interface Line {
  readonly cron: string;
  /** Local hour and minute; without an hour, every hour. */
  readonly hour?: number;
  readonly minute: number;
  readonly on: (day: DateTime) => boolean;
}

const minute = 60_000;

export const lines: readonly Line[] = [
  { cron: '30 2 * * *', hour: 2, minute: 30, on: () => true },
  { cron: '30 1 * * *', hour: 1, minute: 30, on: () => true },
  { cron: '0 0 * * *', hour: 0, minute: 0, on: () => true },
  { cron: '0 9 * * 1-5', hour: 9, minute: 0, on: ({ weekday }) => weekday <= 5 },
  { cron: '15 8 1 * *', hour: 8, minute: 15, on: ({ day }) => day === 1 },
  { cron: '45 23 L * *', hour: 23, minute: 45, on: (day) => day.plus({ days: 1 }).month !== day.month },
];

/** Every due time after `from` and up to `to` (epoch ms): a time that comes twice counts once, one that is skipped is made up at once. */
export function dueTimes({ hour = 0, minute: at, on }: Line, zone: string, from: number, to: number): readonly number[] {
  const due: number[] = [];
  for (let date = DateTime.fromMillis(from).minus({ days: 1 }); +date < to + 2 * 86_400_000; date = date.plus({ days: 1 })) {
    const day = DateTime.fromObject({ year: date.year, month: date.month, day: date.day, hour: 12 }, { zone });
    if (!on(day)) continue;
    const time = firstAt(day, hour, at);
    if (time > from && time <= to) due.push(time);
  }
  return due;
}

/** The first minute of the day whose wall clock shows that time or, where none does, a later one. */
function firstAt(noon: DateTime, hour: number, minuteOfHour: number): number {
  const wanted = hour * 60 + minuteOfHour;
  const shown = (moment: number) => {
    const local = DateTime.fromMillis(moment, { zone: noon.zoneName ?? '' });
    const days = Math.round(
      local
        .startOf('day')
        .plus({ hours: 12 })
        .diff(noon.startOf('day').plus({ hours: 12 }), 'days').days,
    );
    return days * 1440 + local.hour * 60 + local.minute;
  };
  const guess = +noon + (wanted - 720) * minute;
  const offsetAt = (moment: number) => DateTime.fromMillis(moment, { zone: noon.zoneName ?? '' }).offset;
  if (offsetAt(guess - 180 * minute) === noon.offset && offsetAt(guess + 180 * minute) === noon.offset) return guess;
  // No zone moves its clocks by more than this.
  for (let moment = guess - 120 * minute; moment <= guess + 120 * minute; moment += minute) {
    if (shown(moment) >= wanted) return moment;
  }
  throw new Error('a day without that time');
}
