export type Engine = 'chromium' | 'firefox' | 'webkit';
export const engines: readonly Engine[];
export const selectedBrowsers: readonly Engine[];
export const downloads: string;
export function findBrowser(engine: Engine): string | undefined;
export function requireBrowser(engine: Engine): string;
export const chromiumArgs: readonly string[];
