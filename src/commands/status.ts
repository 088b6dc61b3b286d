/** `status`: how fresh the figures are, what is connected, and what is missing. */
import { defineCommand } from '../bot/command/command.js';
import { reply } from '../bot/command/reply.js';
import type { StatusReport } from '../bot/command/world.js';
import { formatMoment, type Reference } from '../core/calendar.js';
import { isBackfilling, progress, recountingWords } from '../core/rendering/coverage.js';
import { plain } from '../core/text.js';

export const status = defineCommand({
  name: 'status',
  summary: 'how fresh my figures are, what is connected and what is missing',
  usage: 'status',
  details: [],
  examples: [{ say: 'status', gives: 'when people and calls were last read' }],
  refusals: [{ when: 'something follows', say: 'status now', fault: 'unwanted-words' }],
  takes: [],
  about: 'nothing',
  needsNobody: true,
  reads: true,
  async run(ask, world) {
    return reply(...lines(await world.status(), { now: ask.now, locale: ask.locale }));
  },
});

function lines(report: StatusReport, reference: Reference): readonly string[] {
  const { peopleAt, calls, bot, reader, refusedEvents, recounting } = report;
  const missing = [...report.missing, ...unconnected(report, reference)];
  const at = (instant: number | undefined | null) =>
    instant === undefined || instant === null ? 'not yet' : formatMoment(instant, reference);
  const { through, coveredFrom, way, trouble } = calls;
  const covered =
    coveredFrom === undefined
      ? ''
      : `, known from ${formatMoment(coveredFrom, reference)} on${isBackfilling(calls) ? ` (${progress(calls)})` : ''}`;
  return [
    missing.length === 0 && !trouble ? 'All is well.' : 'Something needs attention.',
    `* People: read ${at(peopleAt)}`,
    `* Calls: as of ${at(through)}${covered}`,
    ...(recounting === undefined ? [] : [`* ${recountingWords(recounting)}`]),
    ...(way === 'people' ? ['* RingCentral lets me read calls person by person only, when somebody asks about them.'] : []),
    `* Events of chats: ${plain(bot)}`,
    `* Events of people and calls: ${plain(reader)}`,
    `* Events refused since I started: ${refusedEvents}`,
    ...(trouble ? [`* Trouble: ${plain(trouble, 200)}`] : []),
    ...missing.map((part) => `* Missing: ${plain(part, 200)}`),
  ];
}

function unconnected({ connection }: StatusReport, reference: Reference): readonly string[] {
  if (connection === null)
    return ['the reading of people and calls; someone whose role may see the call log writes connect to me'];
  if (connection.kind === 'operator' || connection.lostAt === null) return [];
  return [`the consent to read, which is gone since ${formatMoment(connection.lostAt, reference)}; connect gives a new one`];
}
