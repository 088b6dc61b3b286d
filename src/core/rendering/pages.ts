/** Lists told a page at a time: how many pages there are, what is said of one that is not there, and how to come to the next. */
import { counted, typed } from '../text.js';

/** At least one. */
export const pagesOf = (count: number, pageSize: number): number => Math.max(1, Math.ceil(count / pageSize));

export const noSuchPage = (page: number, pages: number): string =>
  `There is no page ${page}: this is ${counted(pages, 'page')} long.`;

/** Behind what is left, such as `12 more calls`. */
export const nextPage = (left: string, page: number): string => `${left}: ask again with ${typed(`page ${page + 1}`)}.`;
