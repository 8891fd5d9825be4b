// Writes the types that zod infers as plain types into dist/lib/campaign/schema/, so that the declarations of the browser
// package need no zod. No module of the page imports the schemas themselves.
import { globSync, rmSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import ts from 'typescript';

const folder = 'dist/lib/campaign/schema';
const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
const sources = globSync(`${folder}/*.d.ts`).map((file) => resolve(`src/campaign/schema/${basename(file, '.d.ts')}.ts`));
const program = ts.createProgram(sources, options);
const checker = program.getTypeChecker();
const format = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias | ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType;

rmSync(folder, { recursive: true });
ts.sys.createDirectory(folder);
for (const source of sources) {
  const file = program.getSourceFile(source);
  const types = file.statements
    .filter((statement) => ts.isTypeAliasDeclaration(statement) && ts.getCombinedModifierFlags(statement) & ts.ModifierFlags.Export)
    .map(({ name }) => `export type ${name.text} = ${checker.typeToString(checker.getTypeAtLocation(name), undefined, format)};`);
  writeFileSync(`${folder}/${basename(source, '.ts')}.d.ts`, `${types.join('\n')}\nexport {};\n`);
}
