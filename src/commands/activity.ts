/** `activity`: the calls of people and their posts in this chat, side by side; and what turns the counting of posts on and off. */
import type { Ask } from '../bot/command/ask.js';
import { defineCommand } from '../bot/command/command.js';
import type { PostsTold } from '../bot/command/posts.js';
import { confidential, type Reply, reply } from '../bot/command/reply.js';
import { refuse } from '../bot/command/sentences.js';
import type { World } from '../bot/command/world.js';
import { tellingOf } from '../bot/desks/telling.js';
import { type ActivityDay, daysOf, isIn } from '../core/activity.js';
import { formatDay, startOfDay } from '../core/calendar.js';
import type { Extension } from '../core/directory.js';
import { type Figures, noFigures } from '../core/figures.js';
import type { ExtensionId, Span } from '../core/model.js';
import type { CallFilter } from '../core/question.js';
import { type Activity, activityAnswer } from '../core/rendering/activity.js';
import { typed } from '../core/text.js';

/** A table of more days, or of more people with all their days, is none that fits a chat. */
const mostDays = 7;
const mostPeople = 8;
/** Days among which the busiest is looked for, and how much looking one answer may take. */
const longest = 92;
const mostLooks = 3_000;

export const activity = defineCommand({
  name: 'activity',
  summary: 'the calls of people and how many posts they wrote, side by side; by day up to a week',
  usage: 'activity [people…] [period] | on | off',
  details: [
    'Posts are those in this chat; in a direct chat, those in the chats you share with them and me. They are counted where somebody who may see every call has said activity on, back to thirty days before.',
    'Only how many posts a colleague wrote in each quarter of an hour is kept, never a text. Guests and bots are not counted. An edited post counts once, a deleted one stays counted.',
    'activity off ends it, and deletes what was counted in this chat.',
  ],
  examples: [
    { say: 'activity this week', gives: 'calls and posts of everybody in this chat, day by day' },
    { say: 'activity @alice last month', gives: 'her calls and posts, and her busiest day' },
    { say: 'activity on', gives: 'from now on, posts in this chat are counted' },
  ],
  refusals: [
    { when: 'turned on outside a team', say: 'activity on', fault: 'activity-needs-room', where: 'direct chat' },
    { when: 'turned on without the permission', say: 'activity on', fault: 'activity-needs-permission' },
  ],
  takes: ['people', 'period'],
  switches: ['on', 'off'],
  about: 'figures of people',
  reads: true,
  async run(ask, world) {
    return ask.verb === undefined ? sideBySide(ask, world) : switched(ask.verb, ask, world);
  },
});

async function switched(verb: string, ask: Ask, world: World): Promise<Reply> {
  if (ask.room.type !== 'Team' && ask.room.type !== 'Group') throw refuse('activity-needs-room');
  if (!(await ask.holder())) throw refuse('activity-needs-permission', world.access.permission);
  if (verb === 'off')
    return reply(
      (await world.posts.turnOff())
        ? 'I no longer count posts in this chat. What was counted here is deleted.'
        : 'Posts are not counted in this chat.',
    );
  const since = await world.posts.turnOn();
  return reply(
    'I count the posts in this chat: how many each colleague writes in each quarter of an hour. Never what they say: no text is kept.',
    `I am reading back to ${formatDay(since, { now: ask.now, locale: ask.locale })} now. Guests, people of other companies and bots are not counted; an edited post counts once, a deleted one stays counted.`,
    `Who may see figures of your calls here may see how many posts you wrote. ${typed('privacy hide me')} leaves you out of what colleagues see; ${typed('activity off')} ends the counting and deletes the counts.`,
  );
}

async function sideBySide(ask: Ask, world: World): Promise<Reply> {
  const { subjects, period } = ask;
  const telling = tellingOf(ask, world);
  const posts = await world.posts.told(subjects, period.span);
  const looking: Looking = { subjects, filter: ask.filter, world, posts };
  const days = daysOf(period.span, telling.reference, longest) ?? [];
  const table = days.length > 1 && days.length <= mostDays && subjects.length <= mostPeople ? days : [];
  // Of half a day nothing is said beside whole ones, unless it is the one that is not over.
  const whole = days.filter((day, at) => at > 0 || startOfDay(day.day, ask.locale) === day.span.from);
  const looked = days.length > 1 && table.length === 0 && days.length * subjects.length <= mostLooks ? whole : [];
  const seen = await lookAt(period.span, looking);
  const byDay = await each(table, ({ span }) => lookAt(span, looking));
  const people = subjects.map((who) => ({ who, whole: seen.of(who.id), days: byDay.map(({ of }) => of(who.id)) }));
  people.sort((one, other) => other.whole.calls - one.whole.calls || (other.whole.posts ?? 0) - (one.whole.posts ?? 0));
  const busiest = busiestOf(await each(looked, async (day) => ({ day, of: (await lookAt(day.span, looking)).all })));
  return {
    ...confidential(
      ...activityAnswer({
        ...telling,
        people,
        whole: seen.all,
        days: table,
        ...(busiest && { busiest }),
        posts: { ...posts, alone: ask.room.type === 'Direct' },
      }),
    ),
    gave: 'totals',
  };
}

interface Looking {
  readonly subjects: readonly Extension[];
  readonly filter: CallFilter;
  readonly world: World;
  readonly posts: PostsTold;
}

/** All of them together, distinct conversations and every post; and each one's own part. */
async function lookAt(span: Span, { subjects, filter, world, posts }: Looking) {
  const ids = subjects.map(({ id }) => id);
  const totals = await world.calls.totals({ subjects: ids, filter, span });
  const withPosts = ({ calls, byPart, talkMs }: Pick<Figures, 'calls' | 'byPart' | 'talkMs'>, of: readonly ExtensionId[]) => ({
    calls,
    missed: byPart.missed ?? 0,
    talkMs,
    posts: postsOf(of, span, posts),
  });
  return {
    all: withPosts(totals, ids),
    of: (id: ExtensionId): Activity => withPosts(totals.bySubject.get(id) ?? noFigures, [id]),
  };
}

function postsOf(of: readonly ExtensionId[], span: Span, posts: PostsTold): number | null {
  if (posts.knownFrom === null || !of.some((id) => posts.of.has(id))) return null;
  return of.flatMap((id) => posts.counts.get(id) ?? []).reduce((sum, count) => sum + (isIn(count, span) ? count.posts : 0), 0);
}

interface DayActivity {
  readonly day: ActivityDay;
  readonly of: Activity;
}

const busyness = ({ of: { calls, posts } }: DayActivity) => calls + (posts ?? 0);

/** The later of two that are as busy. */
const busiestOf = (days: readonly DayActivity[]): DayActivity | undefined =>
  days.reduce<DayActivity | undefined>((most, day) => (most && busyness(most) > busyness(day) ? most : day), undefined);

/** One after the other: the store answers each at once, and others ask, too. */
async function each<From, To>(from: readonly From[], make: (one: From) => Promise<To>): Promise<To[]> {
  const made: To[] = [];
  for (const one of from) made.push(await make(one));
  return made;
}
