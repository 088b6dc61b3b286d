/** `whois`: who a person, an extension or a number is, and whether they are in the company. */
import type { Ask } from '../bot/command/ask.js';
import { defineCommand } from '../bot/command/command.js';
import { confidential, type Reply } from '../bot/command/reply.js';
import type { World } from '../bot/command/world.js';
import { meant } from '../bot/understanding/meant.js';
import { formatMoment } from '../core/calendar.js';
import type { Directory, Extension } from '../core/directory.js';
import type { ExtensionId } from '../core/model.js';
import type { ListedCall } from '../core/question.js';
import { callerWords, counterpartWords, kindWord, partPhrase } from '../core/rendering/call.js';
import { foreignWords, ownNumber } from '../core/rendering/number.js';
import { bold, listed, plain } from '../core/text.js';

export const whois = defineCommand({
  name: 'whois',
  aliases: ['who is'],
  summary: 'who a person or number is: colleague, queue, guest, external or outside, with ids, numbers and the last conversation',
  usage: 'whois @person | number | extension | name | #call',
  details: ['The last conversation shown is your own with them, or anybody’s whose calls I may list to you there.'],
  examples: [
    { say: 'whois @alice', gives: 'who she is, both ids, extension and numbers' },
    { say: 'whois +1 650 555 0100', gives: 'whose number that is' },
    { say: 'whois 104', gives: 'who has this extension' },
  ],
  refusals: [
    { when: 'nobody is named', say: 'whois', fault: 'one-party' },
    { when: 'several people are called so', say: 'whois Alice', fault: 'ambiguous' },
    { when: 'nobody is called so, no caller either, and it is no number', say: 'whois zebra', fault: 'unknown-party' },
  ],
  takes: ['party'],
  about: 'calls with a party',
  reads: true,
  async run(ask, world) {
    const found = await meant('whois', ask, world);
    if ('reply' in found) return found.reply;
    const shown = new Set<ExtensionId>();
    const lines = await describe(found, ask, { ...world, calls: noting(world.calls, shown) });
    shown.delete(ask.asker.id);
    const number = found.party.kind === 'number' ? { number: found.party.number } : {};
    return { ...confidential(...lines), ...number, gave: shown.size > 0 ? 'last call' : 'profile', saw: [...shown] };
  },
});

type Found = Exclude<Awaited<ReturnType<typeof meant>>, { readonly reply: Reply }>;

/** For the audit: whose call was told of, whoever was asked about. */
const noting = (calls: World['calls'], shown: Set<ExtensionId>): World['calls'] => ({
  ...calls,
  async last(...question) {
    const last = await calls.last(...question);
    for (const { extension } of last?.participations ?? []) shown.add(extension);
    return last;
  },
});

async function describe({ party, name: called }: Found, ask: Ask, world: World): Promise<readonly string[]> {
  if (party.kind === 'number') {
    const owner = ask.known.owners.get(party.number);
    const extension = owner === undefined ? undefined : ask.known.extensions.get(owner);
    if (extension)
      return [`${ownNumber(party.number, ask.numbers)} belongs to:`, ...(await extensionLines(extension, ask, world))];
    return [
      `${bold(callerWords(party.number, called, ask.numbers))} · outside`,
      'Not a number of a colleague or queue of the company.',
      await lastWith(party.number, ask, world),
    ];
  }
  if (party.kind === 'extension') return extensionLines(party.extension, ask, world);
  const { identity, person, id } = party;
  if ('extension' in identity) return extensionLines(identity.extension, ask, world);
  const name = bold(plain(foreignWords(person?.name || 'This person', ask.numbers), 300));
  if (identity.kind === 'guest')
    return [`${name} · guest`, `Person id ${plain(id)}, no extension: guests have no phone here, and no calls.`];
  if (identity.kind === 'unknown') {
    return [
      `${name} · unknown`,
      `Person id ${plain(id)}: neither in the company's directory nor known to be of another company.`,
    ];
  }
  const company = person?.companyId === undefined ? '' : `, company id ${plain(person.companyId)}`;
  return [`${name} · external`, `Person id ${plain(id)}${company}, no extension here: a member of another company.`];
}

async function extensionLines(extension: Extension, ask: Ask, world: World): Promise<readonly string[]> {
  const isPerson = extension.kind === 'person';
  // Whoever is kept out of the directory is known by the call with them, and by no more than a list tells of it.
  if (!ask.known.extensions.has(extension.id) && !(await ask.holder().catch(() => false)))
    return [
      counterpartWords({ extensionId: extension.id, name: extension.name }, world.directory, ask.numbers),
      await lastLine(ask, world, extension),
    ].filter((line) => line !== '');
  const status = extension.status === 'Enabled' ? '' : ` (${plain(extension.status)})`;
  return [
    `${bold(plain(extension.name, 300))} · ${plain(kindWord(extension))}${status}`,
    [
      extension.extensionNumber ? `ext ${plain(extension.extensionNumber)}` : 'no extension number',
      extension.department && plain(extension.department),
      extension.email && plain(extension.email),
      ...extension.numbers.map((number) => ownNumber(number, ask.numbers)),
    ]
      .filter(Boolean)
      .join(' · '),
    isPerson ? `Person id ${extension.id}, extension id ${extension.id}` : `Extension id ${extension.id}, not a person`,
    ...queueLine(extension, ask.known),
    await lastLine(ask, world, extension),
  ].filter((line) => line !== '');
}

function queueLine(extension: Extension, directory: Directory): readonly string[] {
  const members = directory.members.get(extension.id);
  if (!members) return [];
  const names = members.flatMap((id) => directory.extensions.get(id)?.name ?? []).map((name) => plain(name, 40));
  const shown = names.slice(0, 10).join(', ');
  return [`Answered by ${shown}${names.length > 10 ? ` and ${names.length - 10} more` : ''}.`];
}

/** The last conversation among those the asker may see one by one: the party's own, else the asker's with them. */
async function lastLine(ask: Ask, world: World, party: Extension): Promise<string> {
  const [open] = await ask.listable([party]);
  if (open) {
    const last = await world.calls.last([open.id]);
    return last ? `Last conversation: ${told(last, ask)}.` : '';
  }
  return ownLine(await world.calls.last([ask.asker.id], { extensionId: party.id }), ask);
}

/** Of all who had a conversation with the number, those whose calls may be listed; the others are not even counted. */
async function lastWith(phoneNumber: string, ask: Ask, world: World): Promise<string> {
  const took = (await world.calls.withNumber(phoneNumber)).flatMap((id) => world.directory.extensions.get(id) ?? []);
  const seen = (await ask.listable(took)).map(({ id }) => id);
  const last = seen.length === 0 ? null : await world.calls.last(seen, { phoneNumber });
  if (!last || last.participations.some(({ extension }) => extension === ask.asker.id)) return ownLine(last, ask);
  const names = last.participations.flatMap(({ extension }) => world.directory.extensions.get(extension)?.name ?? []);
  return `Last conversation, with ${listed(names.map((name) => plain(name)))}: ${told(last, ask)}.`;
}

const ownLine = (last: ListedCall | null, ask: Ask): string =>
  last ? `Your last conversation: ${told(last, ask)}.` : 'No conversation with you that I know of.';

function told({ participations }: ListedCall, ask: Ask): string {
  const participation = participations.find(({ extension }) => extension === ask.asker.id) ?? participations[0];
  if (!participation) return '';
  const way = participation.direction === 'outbound' ? 'outbound' : 'inbound';
  return `${formatMoment(participation.startedAt, { now: ask.now, locale: ask.locale })}, ${way}, ${partPhrase(participation)}`;
}
