interface Named {
  name: string;
  description?: string;
}
export interface ElementDescription {
  name: string;
  tagName: string;
  attributes: (Named & { fieldName?: string; type?: { text: string } })[];
  members: Named[];
  events: (Named & { type: { text: string } })[];
  slots: Named[];
  cssParts: Named[];
  cssProperties: (Named & { syntax: string; default: string })[];
  cssStates: Named[];
}
export interface Manifest {
  modules: { path: string; declarations: ElementDescription[] }[];
}
export function describe(): Manifest;
