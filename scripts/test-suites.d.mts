export const nodeGroups: Record<string, string[]>;
export const builtPattern: string;
export const browserFiles: string[];
export const suitePatterns: Record<'browser' | 'e2e' | 'node', string[]>;
export const scriptPatterns: Record<string, string>;
