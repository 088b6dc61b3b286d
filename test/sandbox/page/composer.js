/** Writing a post: growing a mention from what is typed after @, and sending it in the platform's own syntax. */
import { personRow } from './draw.js';

const longestList = 8;
const bare = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Those of whom a word of the name begins so, then those whose extension or department does. */
export function findPeople(query, people) {
  const wanted = bare(query);
  const begins = (text) => text.startsWith(wanted);
  const named = people.filter(
    ({ name }) =>
      begins(bare(name)) ||
      bare(name)
        .split(/[\s.'-]+/)
        .some(begins),
  );
  const noted = people.filter(
    (one) =>
      !named.includes(one) &&
      bare(one.note)
        .split(/[\s·]+/)
        .some(begins),
  );
  return [...named, ...noted];
}

/** `people()` are those who can be mentioned, likeliest first; `send(text)` gets the post as the platform wants it. */
export function createComposer({ form, text, list, people, send }) {
  /** What `@label` in the draft stands for. */
  const mentioned = new Map();
  let matches = [];
  let chosen = 0;

  const typed = () => /(?:^|\s)@([^@\n]{0,40})$/.exec(text.value.slice(0, text.selectionStart));

  /** The name, with the extension where another person has the same one. */
  const labelOf = ({ id, name, extensionNumber }) =>
    extensionNumber && people().some((one) => one.id !== id && one.name === name) ? `${name} (ext. ${extensionNumber})` : name;

  function complete() {
    const found = typed();
    matches = found ? findPeople(found[1], people()).slice(0, longestList) : [];
    chosen = 0;
    show();
  }

  function show() {
    list.hidden = matches.length === 0;
    list.replaceChildren(
      ...matches.map((who, place) => {
        const row = personRow('div', who);
        row.id = `mention-${place}`;
        row.role = 'option';
        row.ariaSelected = String(place === chosen);
        // Before the text loses the focus.
        row.onmousedown = (event) => {
          event.preventDefault();
          insert(who);
        };
        return row;
      }),
    );
    if (list.hidden) text.removeAttribute('aria-activedescendant');
    else text.setAttribute('aria-activedescendant', `mention-${chosen}`);
    list.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }

  function insert(who) {
    const found = typed();
    const at = text.selectionStart;
    if (found) {
      const label = labelOf(who);
      mentioned.set(label, who.id);
      text.setRangeText(`@${label} `, at - found[1].length - 1, at, 'end');
    }
    close();
    text.focus();
  }

  function close() {
    matches = [];
    show();
  }

  /** The longest labels first, so that one name within another is not taken for it. */
  function asPost() {
    const labels = [...mentioned.keys()].sort((a, b) => b.length - a.length);
    const escaped = labels.map((label) => label.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
    if (labels.length === 0) return text.value.trim();
    const pattern = new RegExp(`@(${escaped.join('|')})`, 'gu');
    return text.value.replace(pattern, (_all, label) => `![:Person](${mentioned.get(label)})`).trim();
  }

  const keys = {
    ArrowDown: () => (chosen = (chosen + 1) % matches.length),
    ArrowUp: () => (chosen = (chosen + matches.length - 1) % matches.length),
    Enter: () => insert(matches[chosen]),
    Tab: () => insert(matches[chosen]),
    Escape: close,
  };

  text.addEventListener('input', complete);
  text.addEventListener('click', complete);
  text.addEventListener('blur', close);
  text.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const act = matches.length > 0 && keys[event.key];
    if (act) {
      event.preventDefault();
      act();
      show();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const post = asPost();
    if (post === '') return;
    const draft = text.value;
    text.value = '';
    close();
    if (await send(post)) mentioned.clear();
    else text.value = draft;
  });

  return {
    /** Puts a draft in place, in which `bot` may be mentioned first; a trailing @ opens the list. */
    draft(words, bot) {
      if (bot) mentioned.set(labelOf(bot), bot.id);
      text.value = bot ? `@${labelOf(bot)} ${words}` : words;
      text.focus();
      text.setSelectionRange(text.value.length, text.value.length);
      complete();
    },
    clear() {
      mentioned.clear();
      text.value = '';
      close();
    },
  };
}
