/** The examples of docs/webhooks.md in PHP and Python, which check signatures. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createWebhookHeaders } from '../../src/server/webhooks/sign.ts';

const guide = readFileSync(new URL('../../docs/webhooks.md', import.meta.url), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'webhooks-'));
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const otherSecret = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
const body = '{"type":"test","timestamp":"2018-07-20T12:00:00.000Z","data":{"name":"សុខា"}}';

/** Reads the message as JSON, and prints what the example makes of it. */
const languages: Record<string, { command: string; file: string; toProgram: (example: string) => string }> = {
  php: {
    command: 'php',
    file: 'verify.php',
    toProgram: (example) => `<?php\n${example}\n$message = json_decode(stream_get_contents(STDIN), true);\necho json_encode(verify($message['body'], $message['headers']));\n`,
  },
  python: {
    command: 'python3',
    file: 'verify.py',
    toProgram: (example) => `${example}\nimport sys\nmessage = json.load(sys.stdin)\nprint(json.dumps(verify(message["body"].encode(), message["headers"])))\n`,
  },
};

for (const [language, { command, file, toProgram }] of Object.entries(languages))
  describe(`the example in ${language}`, () => {
    const [, example] = new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(guide)!;
    const program = join(folder, file);
    writeFileSync(program, toProgram(example!));
    const verify = (message: { body: string; headers: Record<string, string> }) =>
      JSON.parse(execFileSync(command, [program], { input: JSON.stringify(message), env: { ...process.env, WEBHOOK_SECRET: secret }, encoding: 'utf8', stdio: 'pipe' })) as unknown;
    const sign = (secrets: string[], age = 0) => createWebhookHeaders(secrets, { id: 'msg_1', timestamp: Math.floor(Date.now() / 1000) - age, body });

    it('accepts a message, also one that is signed with two secrets', () => {
      assert.deepEqual(verify({ body, headers: sign([secret]) }), JSON.parse(body));
      assert.deepEqual(verify({ body, headers: sign([otherSecret, secret]) }), JSON.parse(body));
    });

    it('refuses a message that was changed, that is old, or that somebody else has signed', () => {
      assert.throws(() => verify({ body: `${body} `, headers: sign([secret]) }), /wrong signature/);
      for (const headers of [sign([secret], 310), sign([secret], -310), sign([otherSecret]), { ...sign([secret]), 'webhook-id': 'msg_2' }, { ...sign([secret]), 'webhook-signature': '' }])
        assert.throws(() => verify({ body, headers }), /wrong signature/, JSON.stringify(headers));
    });
  });
