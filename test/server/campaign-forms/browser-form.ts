/** What a browser would send for a form that nobody has changed. */
import { parse } from 'parse5';

interface HtmlNode {
  nodeName: string;
  attrs?: { name: string; value: string }[];
  childNodes?: HtmlNode[];
  value?: string;
}

const getText = ({ value = '', childNodes = [] }: HtmlNode): string => value + childNodes.map(getText).join('');

/** The values of date and time controls are in their shortest form; a single line has no line breaks. */
function normalizeInput(type: string | undefined, value: string): string {
  if (type === 'date') return /^\d{4}-\d\d-\d\d$/.test(value) ? value : '';
  if (type === 'datetime-local') return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?$/.test(value) ? value.replace(/(T\d\d:\d\d):00(\.0+)?$/, '$1') : '';
  return type === 'hidden' ? value : value.replace(/[\n\r]/g, '');
}

/** @param html of a page @returns its controls with a name and without those that are disabled; text areas with CR LF */
export function getFormData(html: string): URLSearchParams {
  const data = new URLSearchParams();
  const visit = (node: HtmlNode): void => {
    const attributes = Object.fromEntries((node.attrs ?? []).map(({ name, value }) => [name, value]));
    const { name, type, value = '' } = attributes;
    if (node.nodeName === 'fieldset' && 'disabled' in attributes) return;
    if (name !== undefined && node.nodeName === 'input') {
      if (!['checkbox', 'radio'].includes(type ?? '') || 'checked' in attributes) data.append(name, normalizeInput(type, value));
    } else if (name !== undefined && node.nodeName === 'textarea') data.append(name, getText(node).replace(/\r\n?|\n/g, '\r\n'));
    else if (name !== undefined && node.nodeName === 'select') {
      const options = (node.childNodes ?? []).filter(({ nodeName }) => nodeName === 'option');
      const selected = options.find(({ attrs = [] }) => attrs.some((attribute) => attribute.name === 'selected')) ?? options[0]!;
      data.append(name, selected.attrs!.find((attribute) => attribute.name === 'value')!.value);
    }
    node.childNodes?.forEach(visit);
  };
  visit(parse(html));
  return data;
}
