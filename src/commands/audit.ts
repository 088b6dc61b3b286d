/** `audit`: who asked about whom. Everybody reads who asked about themselves; who may see every call, everything. */
import type { Ask } from '../bot/command/ask.js';
import { defineCommand } from '../bot/command/command.js';
import { forAskerAlone, type Reply } from '../bot/command/reply.js';
import { refuse } from '../bot/command/sentences.js';
import type { World } from '../bot/command/world.js';
import type { AuditQuestion } from '../core/audit.js';
import { dayOf } from '../core/calendar.js';
import type { ExtensionId, Instant } from '../core/model.js';
import { auditLine } from '../core/rendering/audit.js';
import { nextPage } from '../core/rendering/pages.js';
import { counted, named, plain, typed } from '../core/text.js';

const everybody = ['all', 'everybody', 'everyone'];

export const audit = defineCommand({
  name: 'audit',
  summary: 'who asked about you; for holders of the permission, who asked about whom',
  usage: 'audit [me | people… | all | csv] [period] [page N]',
  details: [
    'Every question about somebody’s calls leaves an entry before it is answered: who asked, when, where, about whom, and what was given. Nobody can change one.',
    'You see who asked about you; your own questions are left out. The rest is for those whose RingCentral role has the company call log permission, and their looking leaves an entry too.',
    'The answer always comes in your direct chat. Left out, the period is all that is kept.',
  ],
  examples: [
    { say: 'audit', gives: 'who asked about you' },
    { say: 'audit @alice last week', gives: 'who asked about her, and what she asked' },
    { say: 'audit all yesterday', gives: 'everything that was asked about people' },
  ],
  refusals: [{ when: 'it is about others, without the permission', say: 'audit @alice', fault: 'audit-needs-permission' }],
  takes: ['named', 'period', 'page'],
  about: 'oneself',
  verbs: ['me', 'csv', ...everybody],
  reads: false,
  async run(ask, world) {
    const [only, ...others] = ask.named;
    const aboutMe = ask.verb === undefined ? !only || (only.id === ask.asker.id && others.length === 0) : ask.verb === 'me';
    const span = ask.dated ? { span: ask.period.span } : {};
    if (aboutMe) return answer({ about: ask.asker.id, ...span }, 'about you', ask, world, ask.asker.id);
    if (!(await ask.holder())) throw refuse('audit-needs-permission');
    if (ask.verb === 'csv') return exportWords(ask);
    const people = ask.named.map(({ id }) => id);
    const whom = people.length === 0 ? 'about anybody' : `by or about ${named(ask.named.map(({ name }) => plain(name)))}`;
    const told = await answer({ ...(people.length > 0 && { involving: people }), ...span }, whom, ask, world);
    return { ...told, gave: 'audit' };
  },
});

async function answer(question: AuditQuestion, whom: string, ask: Ask, world: World, reader?: ExtensionId): Promise<Reply> {
  const { page } = ask;
  const { pageSize } = world;
  const count = await world.audit.count(question);
  const period = ask.dated ? ask.period.label : `the last ${world.privacy.kept.audit}`;
  const head = `${count === 0 ? 'No questions' : counted(count, 'question')} ${whom} · ${period}`;
  const pages = Math.ceil(count / pageSize);
  if (page > 1 && page > pages) return forAskerAlone(head, `There is no page ${page}.`);
  const entries = await world.audit.list(question, (page - 1) * pageSize, pageSize);
  const reading = {
    directory: world.directory,
    rooms: await world.audit.rooms(),
    reference: { now: ask.now, locale: ask.locale },
    ...(reader !== undefined && { reader }),
  };
  const rest = count - page * pageSize;
  return forAskerAlone(
    head,
    ...entries.map((entry) => auditLine(entry, reading)),
    ...(rest > 0 ? [nextPage(counted(rest, 'more question'), page)] : []),
  );
}

/** A file would leave the entries with everybody it is handed on to, and in a chat for good: whoever runs the bot writes one. */
function exportWords(ask: Ask): Reply {
  const day = (instant: Instant) => {
    const { year, month, day: ofMonth } = dayOf(instant, ask.locale);
    return [year, month, ofMonth].map((part) => String(part).padStart(2, '0')).join('-');
  };
  const { from, to } = ask.period.span;
  const dates = ask.dated ? ` -- --from ${day(from)} --to ${day(Math.max(from, to - 1))}` : '';
  return forAskerAlone(
    'I put no file into a chat, where it would stay. Whoever runs me writes it on the machine I run on:',
    typed(`npm run --silent audit-log${dates} > audit.csv`),
    'One row for each person a question was about, in UTF-8, with times in UTC.',
  );
}
