/** Like `Array.fromAsync()`, whose types would also be visible to browser code, which must not use it yet. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
