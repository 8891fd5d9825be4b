/** @param plural by default the noun with an s @returns a number with its noun: `1 entry`, `2 entries` */
export const formatCount = (count: number, noun: string, plural = `${noun}s`): string => `${count} ${count === 1 ? noun : plural}`;
