/** The part of `pg` that is named here; it ships without types. */
declare module 'pg' {
  const pg: { readonly defaults: { parseInt8: boolean } };
  export default pg;
}
