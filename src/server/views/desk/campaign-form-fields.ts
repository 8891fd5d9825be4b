/** The controls of the campaign builder's forms. Their names are JSON Pointers; buttons change lists without saving. */
import { html } from 'hono/html';
import { timeZones } from '../../../campaign/linter/checks.ts';
import { getDirection } from '../../../i18n/translator.ts';
import type { CampaignImage } from '../../campaigns/campaign-images.ts';
import { imagePatterns } from '../../campaign-forms/edit-form.ts';
import type { FieldMessage } from '../../campaign-forms/field-errors.ts';
import type { CheckNode, ChoiceNode, FormNode, GroupNode, ListNode, PicksNode, TextNode, TimeNode } from '../../campaign-forms/form-nodes.ts';
import { toPattern } from '../../campaign-forms/form-schema.ts';
import { getOffsetName, getPickName } from '../../campaign-forms/read-form-values.ts';
import type { Html } from '../html.ts';

export interface FormViewContext {
  /** The language of the texts that people read. */
  language: string | undefined;
  messages: ReadonlyMap<string, readonly FieldMessage[]>;
  isReadOnly: boolean;
  /** The pointer of what a button has added or moved. */
  focus: string | undefined;
  /** Those that the campaign has, to choose from, and the path of the page that adds some. */
  images: readonly CampaignImage[];
  imagesPath: string;
}

/** The list of suggestions of a field, by its place in the document. */
const suggestions: Partial<Record<string, string>> = { '/people/*/timeZone': 'time-zones' };

/** What fields suggest; once on a page. */
export const suggestionLists: Html = html`<datalist id="time-zones">${timeZones.map((name) => html`<option value="${name}"></option>`)}</datalist>`;

/** The offsets that time zones have. */
const offsets = [
  '-12:00', '-11:00', '-10:00', '-09:30', '-09:00', '-08:00', '-07:00', '-06:00', '-05:00', '-04:00', '-03:30', '-03:00', '-02:00', '-01:00', '+01:00', '+02:00', '+03:00', '+03:30', '+04:00',
  '+04:30', '+05:00', '+05:30', '+05:45', '+06:00', '+06:30', '+07:00', '+08:00', '+08:45', '+09:00', '+09:30', '+10:00', '+10:30', '+11:00', '+12:00', '+12:45', '+13:00', '+14:00',
];

const getMessages = ({ pointer }: FormNode, { messages }: FormViewContext) => messages.get(pointer) ?? [];

const isInvalid = (node: FormNode, context: FormViewContext) => getMessages(node, context).some(({ severity }) => severity === 'error');

/** Descriptions in the schema mark code as Markdown does. */
const formatHint = (text: string): Html[] => text.replace(/\[([^[\]]*)\]\([^()]*\)/g, '$1').split('`').map((part, i) => (i % 2 ? html`<code>${part}</code>` : html`${part}`));

function hintAndMessages(node: FormNode, context: FormViewContext): Html {
  const list = getMessages(node, context);
  return html`${node.hint !== undefined && html`<p class="hint" id="${node.pointer}-hint">${formatHint(node.hint)}</p>`}${
    list.length > 0 && html`<div id="${node.pointer}-messages">${list.map(({ severity, text }) => html`<p class="${severity === 'error' ? 'error' : 'advice'}">${text}</p>`)}</div>`
  }`;
}

function describedBy(node: FormNode, context: FormViewContext): Html {
  const ids = [node.hint !== undefined && `${node.pointer}-hint`, getMessages(node, context).length > 0 && `${node.pointer}-messages`].filter(Boolean).join(' ');
  return html`${isInvalid(node, context) && html` aria-invalid="true"`}${ids && html` aria-describedby="${ids}"`}`;
}

/** A choice says itself what it is without one, and nothing is optional that has to be added to correct an error. */
function formatLabel(node: FormNode, context: FormViewContext): string {
  const hasDefault = node.kind === 'choice' && node.options.some(([value]) => value === '');
  return node.isRequired || hasDefault || (node.value === undefined && isInvalid(node, context)) ? node.label : `${node.label} (optional)`;
}

const focused = ({ pointer }: FormNode, { focus }: FormViewContext) => pointer === focus && html` autofocus`;

/** Below the address of an image. A button fills in the address and the text alternative, and saves nothing. */
function imagePicker({ pointer, label, text }: TextNode, { images, imagesPath }: FormViewContext): Html {
  const link = html`<a href="${imagesPath}">${images.length ? 'Add another image' : 'Add an image'}</a>`;
  if (!images.length) return html`<p>${link}</p>`;
  return html`<details${text === '' && html` open`}>
      <summary>Choose an image of the campaign</summary>
      <ul class="images">${images.map(({ src, alt, width, height }) => html`<li>
        <img src="/campaigns/${src}" alt="" width="${width}" height="${height}" loading="lazy">
        <p dir="auto">${alt}</p>
        ${src === text ? html`<p class="muted">This one is used.</p>` : html`<p>${button(`use ${pointer} ${src}`, 'Use this image', `Use as ${label}: ${alt}`)}</p>`}
      </li>`)}</ul>
      <p>${link}</p>
    </details>`;
}

function field(node: FormNode, context: FormViewContext, control: Html): Html {
  return html`<div class="field${isInvalid(node, context) && ' invalid'}">
    <label for="${node.pointer}">${formatLabel(node, context)}</label>${hintAndMessages(node, context)}${control}
  </div>`;
}

function languageAttributes({ isProse }: TextNode, { language }: FormViewContext): Html {
  if (!isProse) return html` dir="ltr" spellcheck="false" autocapitalize="none"`;
  return language === undefined ? html` dir="auto"` : html` lang="${language}" dir="${getDirection(language)}"`;
}

function textControl(node: TextNode, context: FormViewContext): Html {
  const { kind, pointer, text, type, path } = node;
  const list = suggestions[toPattern(path)];
  const common = html` id="${pointer}" name="${pointer}"${languageAttributes(node, context)} autocomplete="off"${describedBy(node, context)}${focused(node, context)}`;
  if (kind !== 'line') return html`<textarea rows="${kind === 'lines' ? 3 : 6}"${common}>${`\n${text}`}</textarea>`;
  // Typed text stays as it is: a control for numbers, addresses or mail would change or refuse it.
  const mode = { text: '', date: '', number: 'numeric', url: 'url', email: 'email' }[type];
  return html`<input type="${type === 'date' ? 'date' : 'text'}"${mode && html` inputmode="${mode}"`} value="${text}"${list && html` list="${list}"`}${common}>`;
}

const option = (value: string, current: string, text: string) => html`<option value="${value}"${value === current && html` selected`}>${text}</option>`;

function choice(node: ChoiceNode, context: FormViewContext): Html {
  const { pointer, text, options } = node;
  return field(node, context, html`<select id="${pointer}" name="${pointer}"${describedBy(node, context)}${focused(node, context)}>${options.map(([value, label]) => option(value, text, label))}</select>`);
}

function check(node: CheckNode, context: FormViewContext): Html {
  const { pointer, label, isChecked } = node;
  return html`<div class="field${isInvalid(node, context) && ' invalid'}">
    ${hintAndMessages(node, context)}<input type="hidden" name="${pointer}" value=""><label class="choice"><input type="checkbox" id="${pointer}" name="${pointer}" value="true"${isChecked && html` checked`}${describedBy(node, context)}><span>${label}</span></label>
  </div>`;
}

function time(node: TimeNode, context: FormViewContext): Html {
  const { pointer, text, offset, label } = node;
  const zones = ['Z', ...offsets, ...(offset === 'Z' || offsets.includes(offset) ? [] : [offset])];
  const control = html`<div class="time"><input type="datetime-local" id="${pointer}" name="${pointer}" value="${text}"${/T\d\d:\d\d:/.test(text) && html` step="any"`}${describedBy(node, context)}${focused(node, context)}>
      <select name="${getOffsetName(pointer)}" aria-label="${label}: difference to UTC">${zones.map((zone) => option(zone, offset, zone === 'Z' ? 'UTC' : `UTC${zone}`))}</select></div>`;
  return field(node, context, control);
}

const button = (value: string, text: string, label: string) => html`<button class="plain" name="do" value="${value}" aria-label="${label}">${text}</button>`;

const legend = (node: FormNode, context: FormViewContext) =>
  html`<legend id="${node.pointer}" tabindex="-1"${focused(node, context)}>${formatLabel(node, context)}</legend>${hintAndMessages(node, context)}`;

function group(node: GroupNode, context: FormViewContext): Html {
  const { pointer, label, isRequired, nodes } = node;
  return html`<fieldset class="group">${legend(node, context)}
    ${nodes.map((child) => formField(child, context))}
    ${!isRequired && !context.isReadOnly && html`<p>${button(`remove ${pointer}`, `Remove: ${label}`, `Remove: ${label}`)}</p>`}
  </fieldset>`;
}

/** A part that is not there. Its heading stays, so that messages about it have a place. */
function absent(node: FormNode, context: FormViewContext): Html {
  return html`<fieldset class="group">${legend(node, context)}
    ${context.isReadOnly ? html`<p class="muted">The campaign has none.</p>` : html`<p>${button(`add ${node.pointer}`, `Add: ${node.label}`, `Add: ${node.label}`)}</p>`}
  </fieldset>`;
}

function listItem(node: FormNode, i: number, { itemLabel, nodes }: ListNode, context: FormViewContext): Html {
  const { pointer } = node;
  const name = `${itemLabel} ${i + 1}`;
  const buttons = html`<p class="item-buttons">${i > 0 && button(`up ${pointer}`, 'Move up', `Move up: ${name}`)}${i < nodes.length - 1 && button(`down ${pointer}`, 'Move down', `Move down: ${name}`)}${button(`remove ${pointer}`, 'Remove', `Remove: ${name}`)}</p>`;
  const content = node.kind === 'group' ? html`<fieldset class="group">${legend({ ...node, label: name, hint: undefined }, context)}${node.nodes.map((child) => formField(child, context))}</fieldset>` : formField({ ...node, label: name }, context);
  return html`<li>${content}${!context.isReadOnly && buttons}</li>`;
}

function list(node: ListNode, context: FormViewContext): Html {
  const { pointer, itemLabel, nodes } = node;
  return html`<fieldset class="group">${legend(node, context)}
    ${nodes.length > 0 && html`<ol class="items">${nodes.map((child, i) => listItem(child, i, node, context))}</ol>`}
    ${!context.isReadOnly && html`<p>${button(`add ${pointer}`, `Add: ${itemLabel}`, `Add: ${itemLabel}`)}</p>`}
  </fieldset>`;
}

function picks(node: PicksNode, context: FormViewContext): Html {
  const { pointer, options, value } = node;
  const selected = (value ?? []) as string[];
  const name = getPickName(pointer);
  return html`<fieldset class="group">${legend(node, context)}<input type="hidden" name="${name}" value="">
    ${options.map(([id, text]) => html`<label class="choice"><input type="checkbox" name="${name}" value="${id}"${selected.includes(id) && html` checked`}><span dir="auto">${text}</span></label>`)}
  </fieldset>`;
}

function other(node: FormNode, context: FormViewContext): Html {
  return html`<fieldset class="group">${legend(node, context)}<p>This part of the document has an unusual form. Edit it as JSON.</p></fieldset>`;
}

export function formField(node: FormNode, context: FormViewContext): Html {
  switch (node.kind) {
    case 'line':
    case 'text':
    case 'lines':
      return field(node, context, html`${textControl(node, context)}${!context.isReadOnly && imagePatterns.includes(toPattern(node.path)) && imagePicker(node, context)}`);
    case 'choice':
      return choice(node, context);
    case 'time':
      return time(node, context);
    case 'check':
      return check(node, context);
    case 'group':
      return group(node, context);
    case 'absent':
      return absent(node, context);
    case 'list':
      return list(node, context);
    case 'picks':
      return picks(node, context);
    case 'other':
      return other(node, context);
  }
}
