/** What `bot.config.ts` may say of the rules of counting. */
import { z } from 'zod';
import { isZone } from '../core/calendar.js';
import { readOpening, type Weekday } from '../core/rules/hours.js';
import { standardRules } from '../core/rules.js';

/** A group whose faults are told in words; `what` stands where it is no group at all. */
const group = <Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
  what = `is not a group of settings: ${Object.keys(shape).join(', ')}`,
) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? `knows no "${issue.keys.join('", "')}", only ${Object.keys(shape).join(', ')}` : what,
  });
const seconds = (most: number) => {
  const words = `is not a whole number of seconds from 1 to ${most}`;
  return z.int(words).min(1, words).max(most, words);
};

const stretch = 'is not a stretch of a day such as "09:00-17:30"';
const opening = z.string(stretch).transform((text, context) => {
  const read = readOpening(text);
  if (read) return read;
  context.addIssue({ code: 'custom', message: stretch });
  return z.NEVER;
});
const dates = z.array(z.iso.date('is not a date such as 2026-12-25'), 'is not a list of dates such as 2026-12-25').default([]);
/** A day left out is closed. `holidays` are closed in this zone alone. */
const zoneHours = group(
  {
    mon: opening.optional(),
    tue: opening.optional(),
    wed: opening.optional(),
    thu: opening.optional(),
    fri: opening.optional(),
    sat: opening.optional(),
    sun: opening.optional(),
    holidays: dates,
  },
  'is not the week of a time zone, nor of * for all that are not named, such as { mon: "09:00-17:30" }',
).transform(({ holidays, ...week }) => ({ week: week as Partial<Record<Weekday, typeof week.mon & object>>, holidays }));

export const rulesSchema = group({
  missed: group({
    /** A call nobody took is no miss where the caller hung up within so many seconds of the first ring. */
    callerGaveUpWithin: seconds(120).optional(),
  }).prefault({}),
  /** Business hours by the asker's zone, `*` for all that are not named, and holidays of all zones. None are set: no call is after hours. */
  hours: z
    .object({ holidays: dates }, 'is not a group of time zones')
    .catchall(zoneHours)
    .transform(({ holidays, ...zones }) => ({ holidays: holidays as readonly string[], zones }))
    .superRefine(({ zones }, context) => {
      for (const each of Object.keys(zones))
        if (each !== '*' && !isZone(each))
          context.addIssue({ code: 'custom', path: [each], message: 'is neither a time zone this machine knows nor *' });
    })
    .prefault({}),
  /** Seconds within which a queue's call should be answered. */
  serviceLevel: seconds(3600).default(standardRules.serviceLevel),
  /** A queue's call that nobody took is a miss of everybody it rang, too. */
  queueRingsCount: z.boolean('is neither true nor false').default(standardRules.queueRingsCount),
  /** Calls between colleagues, where a question does not ask for them. */
  internal: z.enum(['counted', 'left out'], 'is neither "counted" nor "left out"').default(standardRules.internal),
}).prefault({});
