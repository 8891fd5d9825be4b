// The configuration of the browser suite, for the whole matrix.
import config from '../../../web-test-runner.config.mjs';
import { matrixReporter } from './reporter.mjs';

export default {
  ...config,
  files: 'test/matrix/!(sample).test.ts',
  testsFinishTimeout: 600_000,
  reporters: [...config.reporters, matrixReporter(process.env.MATRIX_FILE)],
};
