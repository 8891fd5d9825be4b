import type { Manifest } from './describe.mjs';

export function writeEditors(manifest: Manifest, folder: string): void;
