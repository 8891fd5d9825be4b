/** What several operations of the OpenAPI description have in common. */
import { toProblem, type ProblemInput } from '../problems.ts';

export type Json = Record<string, unknown>;

export const schemaRef = (name: string) => ({ $ref: `#/components/schemas/${name}` });
export const body = (type: string, schema: Json) => ({ content: { [type]: { schema } } });
export const html = body('text/html', { type: 'string' });
export const text = { type: 'string' };

export const parameter = (name: string, location: 'path' | 'query' | 'header', description: string) => ({
  name,
  in: location,
  required: location === 'path',
  description,
  schema: text,
});
export const id = parameter('id', 'path', 'Campaign id');
export const language = parameter('lang', 'query', 'BCP 47 language tag');

export const ok = (description: string, content: Json) => ({ 200: { description, ...content } });
export const notModified = {
  304: { description: 'Not modified: `If-None-Match` contains the current `ETag`' },
};

/** The responses for these problem types, by status. */
export function problemResponses(...types: ProblemInput['type'][]): Json {
  const responses: Record<number, { description: string }> = {};
  for (const type of types) {
    const { status, title } = toProblem({ type, ...(type === 'invalid' && { errors: [] }) });
    const description = responses[status] ? `${responses[status].description}, or: ${title}` : title;
    responses[status] = { description, ...body('application/problem+json', schemaRef('Problem')) };
  }
  return responses;
}

/** Static files: those next to the documents, and the built ones. */
export const file = (description: string, ...folders: ReturnType<typeof parameter>[]) => ({
  get: {
    summary: description,
    parameters: [...folders, parameter('file', 'path', 'File name')],
    responses: {
      ...ok('The file', body('application/octet-stream', { type: 'string', format: 'binary' })),
      ...notModified,
      ...problemResponses('not-found'),
    },
  },
});
