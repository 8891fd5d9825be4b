export function debianPackages(): Record<string, string>;
export function hostLibraries(): Promise<string>;
