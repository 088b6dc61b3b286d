/** Pieces of the platform's payloads, read leniently: ids come as numbers or strings, absent values often as null. */
import { z } from 'zod';

/** A string id, whatever it came as; undefined where it is absent, null or empty. */
export const optionalId = z
  .union([z.string(), z.number()])
  .nullish()
  .catch(undefined)
  .transform((id) => (id === null || id === undefined || id === '' ? undefined : String(id)));

/** @see optionalId; refuses the payload without it. */
export const id = z.union([z.string().min(1), z.number()]).transform(String);

export const optionalText = z
  .string()
  .nullish()
  .catch(undefined)
  .transform((text) => text ?? undefined);

export const flag = z.boolean().nullish().catch(undefined);

export const optionalNumber = z
  .number()
  .nullish()
  .catch(undefined)
  .transform((number) => number ?? undefined);

/** ISO 8601 → ms; undefined where absent or unreadable. */
export const optionalInstant = optionalText.transform((text) => {
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
});

/** An object whose absence, or nullness, is the same as an empty one. */
export const optionalObject = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z
    .object(shape)
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? undefined);

/** A list whose items are parsed one by one by the caller. */
export const records = z
  .array(z.unknown())
  .nullish()
  .transform((list) => list ?? []);

/** Numbered paging: only whether there is a next page matters, its address is never followed. */
export const paged = z.object({
  records,
  navigation: optionalObject({ nextPage: z.unknown().optional() }),
  paging: optionalObject({ page: optionalNumber, totalPages: optionalNumber, perPage: optionalNumber }),
});
export type Paged = z.output<typeof paged>;

/** Whether another page follows the given one. Only v1 lists carry `navigation`; the others tell the number of pages, or just end. */
export function hasNextPage(answer: Paged, page: number, perPage: number): boolean {
  if (answer.navigation) return answer.navigation.nextPage !== undefined && answer.navigation.nextPage !== null;
  if (answer.paging?.totalPages !== undefined) return page < answer.paging.totalPages;
  return answer.records.length >= (answer.paging?.perPage ?? perPage);
}

/** Leaves out what is undefined, so that optional properties stay absent. */
export function present<T extends object>(value: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as never;
}
