/**
 * Fields that are never refused, and objects of nothing else, read by plain functions. A page of the call log has a hundred thousand of
 * them: as steps of a schema they took most of the time of reading it, and left thirty megabytes of garbage behind.
 */

/** Undefined for what is absent, null, or of another kind than expected. */
export type Read<Value> = (value: unknown) => Value | undefined;

export const text: Read<string> = (value) => (typeof value === 'string' ? value : undefined);

/** As a string, whatever it came as; undefined where it is empty, too. */
export const textId: Read<string> = (value) => (typeof value === 'number' ? String(value) : text(value) || undefined);

export const number: Read<number> = (value) => (typeof value === 'number' ? value : undefined);

export const boolean: Read<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

/** ISO 8601 → ms; undefined where it is unreadable, too. */
export const instant: Read<number> = (value) => {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
};

export const list: Read<unknown[]> = (value) => (Array.isArray(value) ? value : undefined);

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What an object tells of these fields: no others, and none that it does not tell. */
export type Told<Shape extends Record<string, Read<unknown>>> = {
  [Name in keyof Shape]?: Exclude<ReturnType<Shape[Name]>, undefined>;
};

export function fields<Shape extends Record<string, Read<unknown>>>(shape: Shape): Read<Told<Shape>> {
  const reads = Object.entries(shape);
  return (value) => {
    if (!isObject(value)) return undefined;
    const told: Record<string, unknown> = {};
    for (const [name, read] of reads) {
      const found = read(value[name]);
      if (found !== undefined) told[name] = found;
    }
    return told as Told<Shape>;
  };
}
