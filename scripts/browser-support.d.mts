export const minimumBrowsers: Record<string, string>;
export function unsupportedIn(path: string): string[] | undefined;
export function getNewerApis(): string[];
