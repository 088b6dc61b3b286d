/** How long somebody waits for something that goes on by itself. */

/** What the task gives, or a rejection with `late` once `ms` of real time are over. The task is not stopped; what becomes of it is unheard. */
export async function withTimeLimit<Value>(task: Promise<Value>, ms: number, late: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(late)), ms);
  });
  return Promise.race([task, limit]).finally(() => clearTimeout(timer));
}
