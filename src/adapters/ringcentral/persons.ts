/** Reads people of Team Messaging, many at once where the platform allows it. */
import { z } from 'zod';
import type { Person } from '../../core/chat.js';
import { Outage } from '../../core/errors.js';
import { accountId, type PersonId, personId } from '../../core/model.js';
import type { Api, ApiAnswer } from './request.js';
import type { Client } from './sdk.js';
import { id, optionalId, optionalText, parseJson } from './wire.js';

const person = z.object({ id, firstName: optionalText, lastName: optionalText, email: optionalText, companyId: optionalId });

/** Most ids of one batch read (readGlipPersonNew). */
const batchSize = 30;

const request = (ids: readonly PersonId[]) => ({
  operation: 'readGlipPersonNew',
  group: 'Light' as const,
  priority: 'people' as const,
  path: `/team-messaging/v1/persons/${ids.map(encodeURIComponent).join(',')}`,
});

/** People the platform does not know are left out. */
export async function readPersons(api: Api, client: Client, ids: readonly PersonId[]): Promise<Person[]> {
  const wanted = [...new Set(ids)].filter((each) => each.trim() !== '');
  const found: Person[] = [];
  for (let from = 0; from < wanted.length; from += batchSize) {
    const batch = wanted.slice(from, from + batchSize);
    found.push(...(batch.length === 1 ? await readEach(api, batch) : await readBatch(api, client, batch)));
  }
  return found;
}

async function readBatch(api: Api, client: Client, ids: readonly PersonId[]): Promise<Person[]> {
  const read = await batchAnswer(api, ids);
  const told = read && (await partsOf(client, read));
  if (!told) return readEach(api, ids);
  const asked = new Set<string>(ids);
  const people = told.flatMap(toPerson).filter((each) => asked.has(each.id));
  // A part that is neither a person nor "not found" is asked for once more, alone.
  const answered = new Set<string>([...people.map((each) => each.id), ...told.flatMap((part) => (part.gone ? [part.gone] : []))]);
  const complete = told.length === ids.length && told.every((part) => part.status === 404 || toPerson(part).length > 0);
  return complete
    ? people
    : [
        ...people,
        ...(await readEach(
          api,
          ids.filter((each) => !answered.has(each)),
        )),
      ];
}

async function readEach(api: Api, ids: readonly PersonId[]): Promise<Person[]> {
  const found: Person[] = [];
  for (const each of ids) {
    try {
      found.push(...toPerson({ status: 200, body: await api.call(request([each]), z.unknown()) }));
    } catch (error) {
      // Unknown and invisible people are told with any of these.
      if (!(error instanceof Outage) || ![400, 403, 404].includes(error.status)) throw error;
    }
  }
  return found;
}

/** Null where the platform does not take a list of ids. */
async function batchAnswer(api: Api, ids: readonly PersonId[]): Promise<ApiAnswer | null> {
  try {
    return await api.answer({ ...request(ids), headers: { Accept: 'application/json, multipart/mixed' } });
  } catch (error) {
    const unheard =
      error instanceof Outage && error.status >= 400 && error.status < 500 && ![401, 403, 429].includes(error.status);
    if (unheard) return null;
    throw error;
  }
}

interface Part {
  readonly status: number;
  readonly body: unknown;
  /** The id that was not found, where the part's address tells it. */
  readonly gone?: string;
}

const jsonParts = z.object({
  response: z.array(
    z.looseObject({
      href: optionalText,
      status: z.number(),
      body: z.unknown().optional(),
      resource: z.unknown().optional(),
      content: z.unknown().optional(),
    }),
  ),
});

/** The parts of a 207 in either of its forms, or null where it is none. */
async function partsOf(client: Client, answer: ApiAnswer): Promise<readonly Part[] | null> {
  const contentType = answer.headers.get('content-type') ?? '';
  if (/^multipart\/(?!.*json)/i.test(contentType)) {
    try {
      const parts = await client.split(
        new Response(answer.text, { headers: { 'content-type': contentType.replaceAll('"', '') } }),
      );
      return await Promise.all(parts.map(async (part) => ({ status: part.status, body: parseJson(await part.text()) })));
    } catch {
      return null;
    }
  }
  const parsed = jsonParts.safeParse(parseJson(answer.text));
  if (!parsed.success) return null;
  return parsed.data.response.map((part) => {
    const last = part.href?.split(/[?#]/)[0]?.split('/').pop();
    return {
      status: part.status,
      body: part.body ?? part.resource ?? part.content,
      ...(part.status === 404 && last !== undefined && { gone: decodeURIComponent(last) }),
    };
  });
}

function toPerson(part: Part): Person[] {
  const parsed = part.status < 300 ? person.safeParse(part.body) : undefined;
  if (!parsed?.success) return [];
  const { data } = parsed;
  const name = `${data.firstName?.trim() ?? ''} ${data.lastName?.trim() ?? ''}`.trim();
  return [
    {
      id: personId(data.id),
      name: name || data.email || data.id,
      ...(data.email !== undefined && { email: data.email }),
      ...(data.companyId !== undefined && { companyId: accountId(data.companyId) }),
    },
  ];
}
