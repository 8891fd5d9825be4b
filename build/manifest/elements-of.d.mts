import type { ElementDescription, Manifest } from './describe.mjs';

export function elementsOf(manifest: Manifest): ElementDescription[];
