/** Reads everything. As `Array.fromAsync()`, whose types pages would get as well, though not every browser has it. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
