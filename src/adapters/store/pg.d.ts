/** The part of `pg` that is named here; it ships without types. */
declare module 'pg' {
  import type { EventEmitter } from 'node:events';

  export type Client = new (config: object) => EventEmitter;
  const pg: { readonly defaults: { parseInt8: boolean }; readonly Client: Client };
  export default pg;
}
