export interface WebKit {
  /** One W3C WebDriver command inside the session, which fails after `timeout` milliseconds: `call('POST', '/url', { url })`. */
  call: (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown, timeout?: number) => Promise<unknown>;
  page: {
    keyboard: {
      type(text: string): Promise<unknown>;
      press(key: string): Promise<unknown>;
      down(key: string): Promise<unknown>;
      up(key: string): Promise<unknown>;
    };
    mouse: {
      move(x: number, y: number): Promise<unknown>;
      down(options?: { button?: 'left' | 'middle' | 'right' }): Promise<unknown>;
      up(options?: { button?: 'left' | 'middle' | 'right' }): Promise<unknown>;
      click(x: number, y: number, options?: { button?: 'left' | 'middle' | 'right' }): Promise<unknown>;
      reset(): Promise<unknown>;
    };
    setViewport(size: { width: number; height: number }): Promise<void>;
  };
  /** The version of the engine, from its driver. */
  version: string;
  stop: () => Promise<void>;
}
export interface WebKitOptions {
  driver?: string;
  reducedMotion?: boolean;
  env?: NodeJS.ProcessEnv;
}
export function startWebKit(options?: WebKitOptions): Promise<WebKit>;
