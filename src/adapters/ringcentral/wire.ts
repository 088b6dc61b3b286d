/** Pieces of the platform's payloads, read leniently: ids come as numbers or strings, absent values often as null. */
import { z } from 'zod';

/**
 * A field that is read by a plain function and never refused. One step of the schema each: a page of the call log has a hundred thousand
 * fields, and chains of optional, caught and transformed left thirty megabytes of garbage behind for each page.
 */
const read = <Value>(field: (value: unknown) => Value | undefined) => z.transform(field).optional();

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** A string id, whatever it came as; undefined where it is absent, null or empty. */
export const optionalId = read((id) => (typeof id === 'number' ? String(id) : textOf(id) || undefined));

/** @see optionalId; refuses the payload without it. */
export const id = z.union([z.string().min(1), z.number()]).transform(String);

export const optionalText = read(textOf);

export const flag = read((value) => (typeof value === 'boolean' ? value : undefined));

export const optionalNumber = read((value) => (typeof value === 'number' ? value : undefined));

/** ISO 8601 → ms; undefined where absent or unreadable. */
export const optionalInstant = read((value) => {
  const at = Date.parse(textOf(value) ?? '');
  return Number.isNaN(at) ? undefined : at;
});

export const optionalList = read((value) => (Array.isArray(value) ? (value as unknown[]) : undefined));

/** Any object, untouched: whoever knows what it is reads it. */
export const anyObject = z.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

/** An object whose absence, or nullness, is the same as an empty one. */
export function optionalObject<Shape extends z.ZodRawShape>(shape: Shape) {
  const object = z.object(shape);
  return read((value) => object.safeParse(value).data);
}

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

/** @returns undefined for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Leaves out what is undefined, so that optional properties stay absent. */
export function present<T extends object>(value: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  const kept: Record<string, unknown> = {};
  // Not by Object.entries: a page of the call log passes ten thousand objects through here.
  for (const key in value) if (value[key] !== undefined) kept[key] = value[key];
  return kept as never;
}
