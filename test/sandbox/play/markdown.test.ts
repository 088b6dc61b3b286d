/** Posts as Team Messaging shows them: its own few marks, and nothing of what other Markdown knows. */
import { describe, expect, test } from 'vitest';
import { startCpuTime } from '../../cpuTime.js';
import { linesOf, plainText, type Span } from './markdown.js';

const names: Readonly<Record<string, string>> = { '1': 'Alice *Bold*', '9': 'Sales' };
const nameOf = (type: 'Person' | 'Team', id: string) => ((type === 'Team') === (id === '9') ? names[id] : undefined);

/** The tree as one would read it aloud. */
const told = (span: Span): string => {
  if (span.kind === 'text') return span.text;
  if (span.kind === 'mention') return `{@${span.id} ${span.name}}`;
  const inner = span.spans.map(told).join('');
  return span.kind === 'link' ? `{link ${span.href} ${inner}}` : `{${span.kind} ${inner}}`;
};
const read = (text: string) => linesOf(text, nameOf).map(({ kind, spans }) => `${kind}: ${spans.map(told).join('')}`);

describe('mini-markdown', () => {
  test.each([
    ['**bold** and *italics* and _underline_', 'plain: {bold bold} and {italics italics} and {underline underline}'],
    ['**bold with *italics* in it**', 'plain: {bold bold with {italics italics} in it}'],
    ['> quoted *text*', 'quote: quoted {italics text}'],
    ['* point', 'bullet: point'],
    ['[the site](https://a.example/x?y=1)', 'plain: {link https://a.example/x?y=1 the site}'],
    ['see https://a.example/x.', 'plain: see {link https://a.example/x https://a.example/x}.'],
    ['![:Person](1) hi', 'plain: {@1 Alice *Bold*} hi'],
    ['![:Team](9)', 'plain: {@9 Sales}'],
  ])('%s', (text, shown) => {
    expect(read(text)).toEqual([shown]);
  });

  test.each([
    ['2 * 3 * 4'],
    ['snake_case_name'],
    ['```code```'],
    ['# no heading'],
    ['1. no list'],
    ['[x](javascript:alert(1))'],
    ['![:Person](404) nobody'],
    ['<b>no html</b> &amp;'],
    ['a lone ** and a lone *'],
  ])('%s stays as it is', (text) => {
    expect(read(text)).toEqual([`plain: ${text}`]);
  });

  test('lines stay lines, and the list of chats shows them without marks', () => {
    expect(read('one\n\n* two')).toEqual(['plain: one', 'plain: ', 'bullet: two']);
    expect(plainText(linesOf('**3 calls** · ![:Person](1)\n* two', nameOf))).toBe('3 calls · @Alice *Bold* two');
  });

  test('ten thousand marks are read in no time', () => {
    const spent = startCpuTime();
    for (const mark of ['*', '_', '**', '[', '![:Person](', '*a ', '[a](']) linesOf(mark.repeat(10_000 / mark.length), nameOf);
    expect(spent()).toBeLessThan(5_000);
  });
});
