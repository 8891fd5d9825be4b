// The reference of the messages in docs/webhooks.md: one table for each event, from the schemas.
import * as z from 'zod/mini';
import { webhookSchemas } from '../src/campaign/schema/webhook.schema.ts';

const code = (text) => `\`${text}\``;
const types = { 'date-time': 'date and time', date: 'date' };

function formatType({ type, format, enum: values, items, anyOf: alternatives }) {
  if (alternatives) return alternatives.map(formatType).join(' or ');
  if (Array.isArray(type)) return type.map((one) => formatType({ type: one })).join(' or ');
  if (values) return values.map(code).join(', ');
  if (items) return 'list of objects';
  return types[format] ?? (type === 'string' ? 'text' : type);
}

const getFormat = (schema) => schema.description ?? schema.anyOf?.find(({ description }) => description)?.description ?? '';

function createRows({ properties, required = [] }, path = '') {
  return Object.entries(properties).flatMap(([key, schema]) => {
    const name = `${path}${key}`;
    const row = `| ${code(name)} | ${formatType(schema)} | ${required.includes(key) ? 'always' : 'if there is one'} | ${getFormat(schema)} |`;
    // What a submission contains is in the description of the interface.
    const nested = key === 'submission' ? undefined : (schema.items ?? schema);
    return [row, ...(nested?.properties ? createRows(nested, `${name}${schema.items ? '[]' : ''}.`) : [])];
  });
}

/** @returns Markdown */
export function createWebhookReference() {
  const sections = Object.entries(webhookSchemas).flatMap(([type, schema]) => {
    const { data } = z.toJSONSchema(schema, { io: 'output' }).properties;
    return Object.keys(data.properties).length ? [`#### ${code(type)}\n\n| \`data\` | type | present | meaning |\n| --- | --- | --- | --- |\n${createRows(data).join('\n')}`] : [];
  });
  return `\n${sections.join('\n\n')}\n`;
}
