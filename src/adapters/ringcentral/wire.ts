/** Pieces of the platform's payloads, read leniently: ids come as numbers or strings, absent values often as null. */
import { z } from 'zod';
import { boolean, instant, isObject, list, number, type Read, text, textId } from './lenient.js';

/** A field that is never refused. */
const read = <Value>(field: Read<Value>) => z.transform(field).optional();

/** A string id, whatever it came as; undefined where it is absent, null or empty. */
export const optionalId = read(textId);

/** @see optionalId; refuses the payload without it. */
export const id = z.union([z.string().min(1), z.number()]).transform(String);

export const optionalText = read(text);

export const flag = read(boolean);

const optionalNumber = read(number);

/** ISO 8601 → ms; undefined where absent or unreadable. */
export const optionalInstant = read(instant);

export const optionalList = read(list);

/** Any object, untouched: whoever knows what it is reads it. */
export const anyObject = z.custom<Record<string, unknown>>(isObject);

/** An object whose absence, or nullness, is the same as an empty one. */
export function optionalObject<Shape extends z.ZodRawShape>(shape: Shape) {
  const object = z.object(shape);
  // What is absent is not put to the schema: a refusal is an error with a stack.
  return read((value) => (isObject(value) ? object.safeParse(value).data : undefined));
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
