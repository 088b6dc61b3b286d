/** What `bot.config.ts` may say of the rules of counting. */
import { z } from 'zod';
import { isZone } from '../core/calendar.js';
import { readOpening, type Weekday } from '../core/rules/hours.js';
import { standardRules } from '../core/rules.js';

const opening = z.string().transform((text, context) => {
  const read = readOpening(text);
  if (read) return read;
  context.addIssue({ code: 'custom', message: 'is not a stretch of a day such as "09:00-17:30"' });
  return z.NEVER;
});
const dates = z.array(z.iso.date('is not a date such as 2026-12-25')).default([]);
/** A day left out is closed. `holidays` are closed in this zone alone. */
const zoneHours = z
  .strictObject({
    mon: opening.optional(),
    tue: opening.optional(),
    wed: opening.optional(),
    thu: opening.optional(),
    fri: opening.optional(),
    sat: opening.optional(),
    sun: opening.optional(),
    holidays: dates,
  })
  .transform(({ holidays, ...week }) => ({ week: week as Partial<Record<Weekday, typeof week.mon & object>>, holidays }));

export const rulesSchema = z
  .strictObject({
    missed: z
      .strictObject({
        /** A call nobody took is no miss where the caller hung up within so many seconds of the first ring. */
        callerGaveUpWithin: z.number().int().min(1).max(120).optional(),
      })
      .prefault({}),
    /** Business hours by the asker's zone, `*` for all that are not named, and holidays of all zones. None are set: no call is after hours. */
    hours: z
      .object({ holidays: dates })
      .catchall(zoneHours)
      .transform(({ holidays, ...zones }) => ({ holidays: holidays as readonly string[], zones }))
      .superRefine(({ zones }, context) => {
        for (const each of Object.keys(zones))
          if (each !== '*' && !isZone(each))
            context.addIssue({ code: 'custom', path: [each], message: 'is neither a time zone this machine knows nor *' });
      })
      .prefault({}),
    /** Seconds within which a queue's call should be answered. */
    serviceLevel: z.number().int().min(1).max(3600).default(standardRules.serviceLevel),
    /** A queue's call that nobody took is a miss of everybody it rang, too. */
    queueRingsCount: z.boolean().default(standardRules.queueRingsCount),
    /** Calls between colleagues, where a question does not ask for them. */
    internal: z.enum(['counted', 'left out']).default(standardRules.internal),
  })
  .prefault({});
