// npm run generate: writes the files that are made from other sources (*.gen.ts).
import './generate-validators.mjs';
import './generate-messages.mjs';
