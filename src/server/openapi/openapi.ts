/** The OpenAPI 3.1 description of the server, with the schemas that it validates against. */
import { apiSchemas } from '../../campaign/schema/json-schema.ts';
import { campaignPaths } from './campaign-paths.ts';
import { managePaths } from './manage-paths.ts';
import { pagePaths } from './page-paths.ts';
import { webhooks } from './webhooks.ts';

/** @param version the version of this package */
export function createOpenApi(version: string): Record<string, unknown> {
  return {
    openapi: '3.1.0',
    info: { title: 'Action Widgets server', version, license: { name: 'MIT', identifier: 'MIT' } },
    paths: { ...campaignPaths, ...managePaths, ...pagePaths },
    webhooks,
    components: { schemas: apiSchemas() },
  };
}
