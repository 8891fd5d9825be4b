export const isRoot: boolean;
export const hasApt: boolean;
export function run(command: string, args: readonly string[], env?: NodeJS.ProcessEnv): boolean;
export function aptInstall(...packages: string[]): boolean;
