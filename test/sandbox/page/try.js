/** What there is to try: questions to click, and calls that come in. */
import { make } from './draw.js';

/** `ask(words)` gets each; one that ends in @ still wants somebody's name, one that ends in # the number of a call. */
export function showSuggestions(place, groups, ask) {
  const button = (words) => make('button', { type: 'button', onclick: () => ask(words.split('…')[0]) }, words);
  place.replaceChildren(...groups.flatMap(({ about, lines }) => [make('h3', {}, about), ...lines.map(button)]));
}

/** With the number of the newest call that is shown, where the line ends in #; null where none is. */
export function numbered(line, shown) {
  const newest = shown.match(/#\d{4,}/g)?.at(-1) ?? null;
  return line.endsWith('#') ? newest && line.slice(0, -1) + newest : line;
}

const happens = {
  missed: 'Your phone rings, and you will not pick up.',
  answered: 'Your phone rings, and you pick up.',
  voicemail: 'Your phone rings; the caller leaves a voicemail.',
  queue: 'A call comes in for',
};

/** `make(kind, tell)` makes the call and tells how it goes. */
export function setUpCalls(buttons, status, make) {
  for (const button of buttons.children) {
    const { kind } = button.dataset;
    button.onclick = () =>
      make(kind, ({ endsInSeconds, queue }) => {
        const what = queue ? `${happens[kind]} ${queue}.` : happens[kind];
        status.textContent = `${what} It ends in about ${endsInSeconds} s, and is in the call log 15 to 30 s after that: then ask again.`;
      });
  }
}
