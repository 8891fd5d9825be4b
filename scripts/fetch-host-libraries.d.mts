export function getDebianPackages(): Record<string, string>;
export function fetchHostLibraries(): Promise<string>;
