// npm run generate: writes the files that are made from other sources (*.gen.ts).
import '../build/generate-validators.mjs';
import '../build/generate-messages.mjs';
