// What a run of the matrix found, as a page of the docs: a table for each element, its states down and the languages across.
import { writeFileSync } from 'node:fs';
import { describeRun } from './run.mjs';

/** Adds up: element → state → language → how many of its runs there were, and how many axe found a fault in. */
function collect(sessions) {
  const elements = new Map();
  const within = (map, key, fresh) => map.get(key) ?? map.set(key, fresh()).get(key);
  for (const { testResults } of sessions)
    for (const { name, suites: themes } of testResults?.suites ?? []) {
      const language = name.replace('matrix ', '');
      for (const { tests } of themes)
        for (const test of tests) {
          const [, element, state] = /^([a-z]+-[a-z]+): (.*)$/.exec(test.name) ?? [];
          if (!element) continue; // what was measured of all of them
          const states = within(elements, element, () => new Map());
          const cell = within(within(states, state, () => new Map()), language, () => ({ runs: 0, failed: 0 }));
          cell.runs++;
          if (!test.passed) cell.failed++;
        }
    }
  return elements;
}

const line = (cells) => `| ${cells.join(' | ')} |`;
const show = ({ runs, failed } = { runs: 0, failed: 0 }) => (failed ? `**${failed}** of ${runs}` : runs ? '✓' : 'not run');

function table(element, states) {
  const languages = [...new Set([...states.values()].flatMap((cells) => [...cells.keys()]))].sort();
  const rows = [...states].map(([state, cells]) => line([state, ...languages.map((one) => show(cells.get(one)))]));
  const head = [line(['state', ...languages]), line(['---', ...languages.map(() => ':-:')])];
  return [`## \`<${element}>\``, '', ...head, ...rows, ''].join('\n');
}

/** @param {string} file that is written @returns {import('@web/test-runner').Reporter} */
export function matrixReporter(file) {
  return {
    onTestRunFinished({ sessions }) {
      const elements = collect(sessions);
      const cells = [...elements.values()].flatMap((states) => [...states.values()].flatMap((one) => [...one.values()]));
      const sum = (key) => cells.reduce((all, cell) => all + cell[key], 0);
      const tables = [...elements].map(([element, states]) => table(element, states));
      writeFileSync(file, [describeRun(sum('runs'), sum('failed')), ...tables].join('\n'));
    },
  };
}
