export const floor: Record<string, string>;
export function lacking(path: string): string[] | undefined;
export function afterTheFloor(): string[];
