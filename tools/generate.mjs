// Writes what is made from other sources (*.gen.ts): the page's checks and its words.
import './generate/shapes.mjs';
import './generate/words.mjs';
