// Starts WebKitGTK's MiniBrowser under WebKitWebDriver, on an Xvfb of its own unless HEADED is set, and speaks plain
// W3C WebDriver to it. No npm dependency. Linux only.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

// https://www.w3.org/TR/webdriver2/#keyboard-actions
const KEYS = {
  Backspace: '\uE003', Tab: '\uE004', Enter: '\uE007', Shift: '\uE008', Control: '\uE009', Alt: '\uE00A',
  Escape: '\uE00C', Space: ' ', PageUp: '\uE00E', PageDown: '\uE00F', End: '\uE010', Home: '\uE011',
  '\n': '\uE007', ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015', Delete: '\uE017', Meta: '\uE03D',
};

// MiniBrowser's toolbar would keep the window at least 447 px wide.
const GTK_CSS = `toolbar, toolbar *, entry, button, toolbutton, image, notebook header {
  min-width: 0; min-height: 0; padding: 0; margin: 0; border: 0; font-size: 1px; -gtk-icon-transform: scale(0.01);
}`;

// Without a window manager the keyboard focus follows the pointer, which rests in the middle of the screen: a small
// screen keeps it inside windows down to 320x256.
const SCREEN = '600x500x24';

/** Longer than any command takes, also on a busy machine. The driver never answers some, and would stop the whole run. */
const COMMAND_TIMEOUT = 60_000;

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** A child process whose `gone` rejects when it ends. */
function start(command, args, options) {
  const child = spawn(command, args, options);
  child.gone = new Promise((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`${command} ended: ${code ?? signal}`)));
  });
  child.gone.catch(() => {});
  return child;
}

/** Starts a virtual display. With `-displayfd 3`, it takes a free number and writes it to fd 3. @returns its name */
async function startDisplay(children) {
  const args = ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'];
  const xvfb = start('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  children.push(xvfb);
  const [number] = await Promise.race([once(xvfb.stdio[3], 'data'), xvfb.gone]);
  return `:${String(number).trim()}`;
}

/**
 * Starts the browser, up to three times: another process may take the port first, and the driver sometimes gets no answer
 * from a new browser.
 *
 * @param {{ driver?: string, reducedMotion?: boolean, env?: NodeJS.ProcessEnv }} [options]
 *   env: GTK_THEME=HighContrast or Adwaita:dark, say
 */
export async function startWebKit(options) {
  for (let attempts = 1; ; attempts++)
    try {
      return await launch(options);
    } catch (error) {
      if (attempts === 3 || error.code === 'ENOENT') throw error;
      console.warn(`WebKit did not start, so it is started again: ${error.message}`);
    }
}

async function launch({ driver = 'WebKitWebDriver', reducedMotion = false, env: extra = {} } = {}) {
  const home = mkdtempSync(join(tmpdir(), 'webkit-'));
  mkdirSync(join(home, 'gtk-3.0'));
  writeFileSync(join(home, 'gtk-3.0/gtk.css'), GTK_CSS);
  writeFileSync(join(home, 'gtk-3.0/settings.ini'), `[Settings]\ngtk-enable-animations=${reducedMotion ? 0 : 1}\n`);

  const children = [];
  const kill = () => {
    for (const child of children.splice(0).reverse()) child.kill();
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  };
  process.once('exit', kill);

  try {
    const env = {
      ...process.env, NO_AT_BRIDGE: '1', GDK_BACKEND: 'x11',
      XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, XDG_CACHE_HOME: home,
      ...extra,
    };
    if (!process.env.HEADED) env.DISPLAY = await startDisplay(children);

    const port = await freePort();
    let base = `http://127.0.0.1:${port}`;
    const child = start(driver, [`--port=${port}`], { env, stdio: 'ignore' });
    children.push(child);

    const call = async (method, path, body, timeout = COMMAND_TIMEOUT) => {
      const response = await fetch(base + path, { method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(timeout) });
      const { value } = await response.json();
      if (value?.error) throw new Error(`WebKitWebDriver ${method} ${path}: ${value.error}: ${value.message}`);
      return value;
    };
    const answers = () => call('GET', '/status').then(() => true, () => false);
    for (let tries = 0; !(await Promise.race([answers(), child.gone])); tries++) {
      if (tries === 300) throw new Error(`${driver} does not answer on port ${port}`);
      await sleep(100);
    }

    const { sessionId, capabilities } = await call('POST', '/session', { capabilities: { alwaysMatch: {} } });
    base += `/session/${sessionId}`;
    const page = createPage(call);
    await page.setViewport({ width: 800, height: 600 }); // as Web Test Runner's Chrome launcher does
    const stop = async () => {
      await call('DELETE', '').catch(() => {});
      process.off('exit', kill);
      kill();
    };
    return { call, page, stop, version: capabilities.browserVersion };
  } catch (error) {
    process.off('exit', kill);
    kill();
    throw error;
  }
}

/** The part of Puppeteer's Page that @web/test-runner-commands uses. */
function createPage(call) {
  const input = (type, ...actions) => call('POST', '/actions', { actions: [{ type, id: type, actions }] });
  const key = (value, ...types) => types.map((type) => ({ type, value: KEYS[value] ?? value }));
  const move = (x, y) => ({ type: 'pointerMove', origin: 'viewport', duration: 0, x: Math.round(x), y: Math.round(y) });
  const button = (type, options) => ({
    type,
    button: ['left', 'middle', 'right'].indexOf(options?.button ?? 'left'),
  });

  return {
    keyboard: {
      type: (text) => input('key', ...[...text].flatMap((k) => key(k, 'keyDown', 'keyUp'))),
      press: (k) => input('key', ...key(k, 'keyDown', 'keyUp')),
      down: (k) => input('key', ...key(k, 'keyDown')),
      up: (k) => input('key', ...key(k, 'keyUp')),
    },
    mouse: {
      move: (x, y) => input('pointer', move(x, y)),
      down: (options) => input('pointer', button('pointerDown', options)),
      up: (options) => input('pointer', button('pointerUp', options)),
      click: (x, y, options) =>
        input('pointer', move(x, y), button('pointerDown', options), button('pointerUp', options)),
      reset: () => call('DELETE', '/actions'),
    },
    async setViewport({ width, height }) {
      const script = 'return [innerWidth, innerHeight, outerWidth, outerHeight]';
      for (let tries = 0; tries < 20; tries++) {
        const [w, h, outerW, outerH] = await call('POST', '/execute/sync', { script, args: [] });
        if (w === width && h === height) return;
        await call('POST', '/window/rect', { width: width + outerW - w, height: height + outerH - h });
        await sleep(50);
      }
      throw new Error(`WebKit: no viewport of ${width}x${height}`);
    },
  };
}
