/** Which test files belong to which suite. */

/** The groups of the suite `node`, each of which runs in one process. */
export const nodeGroups = {
  server: ['test/server/**/*.test.ts'],
  cli: ['test/cli/**/*.test.ts'],
  node: ['test/{campaign,desk-editor,desk-sealed,package,support}/**/*.test.ts', 'test/**/*.node.test.ts'],
};

export const builtPattern = 'test/built/*.test.ts';

/** What the suite `browser` runs unless files are named. Files named *.node.test.ts run in Node; `npm run matrix` runs the whole matrix. */
export const browserFiles = ['test/{components,api,i18n,share-image}/**/!(*.node).test.ts', 'test/matrix/sample.test.ts'];

/** A file belongs to the last suite that has a pattern for it. */
export const suitePatterns = {
  browser: ['test/{components,api,i18n,share-image,matrix}/**/*.test.ts'],
  e2e: ['test/e2e/**/*.test.ts', builtPattern],
  node: Object.values(nodeGroups).flat(),
};

/** The scripts of package.json that run the files which `npm test` does not run. */
export const scriptPatterns = {
  matrix: 'test/matrix/*.test.ts',
  'test:databases': 'test/databases/*.test.ts',
  'test:soak': 'test/soak/*.test.ts',
  'test:deploy': 'test/deploy/*.test.ts',
  'test:wordpress': 'test/wordpress/*.test.ts',
};
