export const nodeGroups: Record<string, string[]>;
export const builtPattern: string;
export const suitePatterns: Record<string, string[]>;
export const scriptPatterns: Record<string, string>;
