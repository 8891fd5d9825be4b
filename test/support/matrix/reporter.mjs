// Writes the results of the matrix as a page of the docs: one table for each element, with a row per state and a column per language.
import { writeFileSync } from 'node:fs';
import { describeRun } from './run.mjs';

/** Maps element → state → language → the number of tests and of failures. */
function collect(sessions) {
  const elements = new Map();
  const getOrCreate = (map, key, create) => map.get(key) ?? map.set(key, create()).get(key);
  for (const { testResults } of sessions)
    for (const { name, suites: themes } of testResults?.suites ?? []) {
      const language = name.replace('matrix ', '');
      for (const { tests } of themes)
        for (const test of tests) {
          const [, element, state] = /^([a-z]+-[a-z]+): (.*)$/.exec(test.name) ?? [];
          if (!element) continue; // the layout tests, which cover all elements at once
          const states = getOrCreate(elements, element, () => new Map());
          const cell = getOrCreate(getOrCreate(states, state, () => new Map()), language, () => ({ runs: 0, failed: 0 }));
          cell.runs++;
          if (!test.passed) cell.failed++;
        }
    }
  return elements;
}

const formatRow = (cells) => `| ${cells.join(' | ')} |`;
const formatCell = ({ runs, failed } = { runs: 0, failed: 0 }) => (failed ? `**${failed}** of ${runs}` : runs ? '✓' : 'not run');

function createTable(element, states) {
  const languages = [...new Set([...states.values()].flatMap((cells) => [...cells.keys()]))].sort();
  const rows = [...states].map(([state, cells]) => formatRow([state, ...languages.map((one) => formatCell(cells.get(one)))]));
  const head = [formatRow(['state', ...languages]), formatRow(['---', ...languages.map(() => ':-:')])];
  return [`## \`<${element}>\``, '', ...head, ...rows, ''].join('\n');
}

/** @param {string} file the page to write @returns {import('@web/test-runner').Reporter} */
export function matrixReporter(file) {
  return {
    onTestRunFinished({ sessions }) {
      const elements = collect(sessions);
      const cells = [...elements.values()].flatMap((states) => [...states.values()].flatMap((one) => [...one.values()]));
      const sum = (key) => cells.reduce((all, cell) => all + cell[key], 0);
      const tables = [...elements].map(([element, states]) => createTable(element, states));
      writeFileSync(file, [describeRun(sum('runs'), sum('failed')), ...tables].join('\n'));
    },
  };
}
