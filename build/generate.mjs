// npm run generate: writes the files that are made from sources: *.gen.ts, the custom elements manifest and the campaign schema.
import { writeFileSync } from 'node:fs';
import { cli } from '@custom-elements-manifest/analyzer/cli.js';
import { campaignJsonSchema } from '../src/campaign/schema/json-schema.ts';
import './generate-validators.mjs';
import './generate-messages.mjs';

await cli({ argv: ['analyze'] });
writeFileSync('dist/web/campaign.schema.json', `${JSON.stringify(campaignJsonSchema(), null, 2)}\n`);
