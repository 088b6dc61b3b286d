/** What there is to try: questions to click, and calls that come in. */
import { make } from './draw.js';

/** `ask(words)` gets each; one that ends in @ still wants somebody's name. */
export function setUpSuggestions(place, somebody, ask) {
  const suggestions = ['calls @… last week', 'calls missed today', `whois ${somebody.extensionNumber}`, 'help'];
  const button = (words) => make('button', { type: 'button', onclick: () => ask(words.split('…')[0]) }, words);
  place.append(...suggestions.map(button));
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
