/** What `bot.config.ts` may say of who sees whose calls. */
import { z } from 'zod';

const name = z.string().trim().min(1);
const extension = z.string().regex(/^\d+$/, 'is not an extension id: digits in quotes');

export const accessSchema = z
  .strictObject({
    /** The RingCentral permission that makes a person see every call, in their direct chat. */
    permission: z.string().min(1).default('FullCompanyCallLog'),
    /** What colleagues in a room see of each other where nobody decided about the room; `self`: nowhere anything. */
    colleagues: z.enum(['totals', 'details', 'self']).default('totals'),
    /** Extension ids of people who count as holders of the permission where RingCentral does not tell who holds it. */
    holders: z.array(extension).default([]),
    /** Who sees every call of whom, in their direct chat. */
    managers: z
      .array(
        z.strictObject({
          who: extension,
          over: z
            .strictObject({
              people: z.array(extension).default([]),
              departments: z.array(name).default([]),
              /** Extension ids or names; a queue stands for itself and the people who answer it. */
              queues: z.array(name).default([]),
              /** Ids or names. */
              sites: z.array(name).default([]),
            })
            .refine((over) => Object.values(over).some((list) => list.length > 0), 'names nobody'),
        }),
      )
      .default([]),
  })
  .prefault({});
