import '../build/generate.mjs';
