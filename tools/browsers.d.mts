export type Engine = 'chromium' | 'firefox' | 'webkit';
export const engines: readonly Engine[];
export const wanted: readonly Engine[];
export const downloads: string;
export function find(engine: Engine): string | undefined;
export function need(engine: Engine): string;
export const chromiumArgs: readonly string[];
