// npm run test:wordpress              tests the plugin in integrations/wordpress with the real WordPress, as each of its roles.
// npm run test:wordpress -- FILE…     only these files. Arguments that begin with a dash go to the runner.
// Not part of `npm test`: it installs Debian's packages of WordPress, PHP and MariaDB, which needs root. The tests run them with files and
// ports of their own, and nothing of them is left.
import { execFileSync, spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isBuildFresh } from '../../scripts/build-record.mjs';
import { aptInstall } from '../support/browsers/apt.mjs';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

/** What the tests use, and its Debian package. */
const packages = {
  '/usr/share/wordpress/wp-load.php': 'wordpress',
  '/usr/share/wordpress/wp-content/themes/twentytwentythree': 'wordpress-theme-twentytwentythree',
  '/usr/bin/php': 'php-cli',
  '/usr/share/php*-mysql': 'php-mysql',
  '/usr/sbin/mariadbd': 'mariadb-server',
};
const findMissing = () => Object.keys(packages).flatMap((path) => (globSync(path).length ? [] : packages[path]));

if (findMissing().length) aptInstall(...findMissing());
if (findMissing().length) {
  console.error(`test:wordpress needs the Debian packages ${findMissing().join(', ')}`);
  process.exit(1);
}
if (!isBuildFresh()) execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });

const args = process.argv.slice(2);
const options = args.filter((argument) => argument.startsWith('-'));
const namedFiles = args.filter((argument) => !argument.startsWith('-'));
const files = namedFiles.length ? namedFiles : globSync('test/wordpress/*.test.ts').sort();
const runner = ['--test', '--test-concurrency=1', '--test-reporter=spec', ...options, ...files];
process.exitCode = spawnSync(process.execPath, runner, { stdio: 'inherit', env: { ...process.env, BROWSERS: 'chromium' } }).status ?? 1;
