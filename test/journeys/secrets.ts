/** What no log and no file may show: tokens, secrets of the apps, what signs events, what people write, and full phone numbers. */
import type { Sandbox } from '../sandbox/server/sandbox.js';

export function secretsOf({ world }: Sandbox): readonly string[] {
  return [
    ...world.tokens.access.keys(),
    ...world.tokens.refresh.keys(),
    ...world.tokens.jwts.keys(),
    ...world.tokens.codes.keys(),
    ...world.tokens.ended,
    ...world.applications.map(({ clientSecret }) => clientSecret),
    ...[...world.subscriptions.values()].flatMap(({ verificationToken }) => verificationToken ?? []),
  ];
}

/** A single word of a post may well stand in a log for itself. */
const shortestText = 12;

/** Everything that was said, by people and by the bot, line by line. */
export function textsOf({ world }: Pick<Sandbox, 'world'>): ReadonlySet<string> {
  const texts = new Set<string>();
  for (const posts of [...world.accounts.values()].flatMap((account) => [...account.posts.values()])) {
    for (const { text = '' } of posts) {
      for (const line of text.split('\n')) {
        // With the mentions, and as the bot reads it without its own.
        for (const words of [line, line.replace(/!\[:Person\]\([\w-]+\)/g, '')]) {
          if (words.trim().length >= shortestText) texts.add(words.trim());
        }
      }
    }
  }
  return texts;
}

/** The digits of every number of the companies, of those who called or were called, and of those somebody asked about. */
export function numbersOf({ companies, world }: Sandbox): ReadonlySet<string> {
  const numbers = new Set<string>();
  const add = (number: string) => {
    const digits = number.replace(/\D/g, '');
    if (digits.length < 10 || /x/i.test(number)) return;
    numbers.add(digits);
    if (digits.length === 11 && digits.startsWith('1')) numbers.add(digits.slice(1));
  };
  for (const { numbers: own } of companies) for (const { phoneNumber } of own) add(phoneNumber);
  for (const { stories } of world.accounts.values()) {
    for (const { caller, dialled } of stories) {
      for (const party of [caller, dialled]) if ('phoneNumber' in party && party.phoneNumber) add(party.phoneNumber);
    }
  }
  for (const text of textsOf({ world })) for (const [number] of text.matchAll(writtenNumber)) add(number);
  return numbers;
}

const writtenNumber = /\+\d[\d ().-]{6,20}\d/g;

/** What differs in every line and cannot tell anything. */
const varying = /"(?:time|requestId)":"[^"]*"|"ms":\d+/g;

/** The lines that show something of these. */
export function leaksIn(
  lines: readonly string[],
  hidden: { readonly secrets: Iterable<string>; readonly texts?: Iterable<string>; readonly numbers?: ReadonlySet<string> },
): readonly string[] {
  const needles = [...hidden.secrets, ...(hidden.texts ?? [])].flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]);
  const wanted = [...new Set(needles)];
  const showsNumber = (line: string) =>
    [...line.matchAll(/\d{10,15}/g), ...line.matchAll(writtenNumber)].some(([found]) =>
      hidden.numbers?.has(found.replace(/\D/g, '')),
    );
  const different = new Set(lines.map((line) => line.replace(varying, '')));
  return [...different].filter((line) => wanted.some((text) => line.includes(text)) || showsNumber(line));
}
