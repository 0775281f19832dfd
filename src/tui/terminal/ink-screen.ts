import { EventEmitter } from 'node:events';

/** The screen side of a terminal. */
export interface ScreenStream extends NodeJS.WritableStream {
  readonly columns?: number;
  readonly rows?: number;
}

/** Nothing is left on the screen; what is written next begins at its upper left corner. */
const blank = '\x1b[2J\x1b[H';

/**
 * The screen as Ink gets it. Ink draws only lines that changed since the last frame, and after a resize begins with the
 * frame of the old size: what wraps then, or what the terminal itself moved, would stay. So it hears of a resize only
 * after everything was made anew, in a way after which it draws all of it on an empty screen.
 */
export class InkScreen {
  /** What Ink writes to. */
  readonly stream: ScreenStream;
  readonly #screen: ScreenStream;
  readonly #events = new EventEmitter();
  #muted = false;
  #wider = 0;

  constructor(screen: ScreenStream) {
    this.#screen = screen;
    const own: Readonly<Record<string, unknown>> = {
      write: (...args: Parameters<ScreenStream['write']>) => this.#muted || screen.write(...args),
      on: (name: string, listener: () => void) => this.#of(name).on(name, listener),
      off: (name: string, listener: () => void) => this.#of(name).off(name, listener),
    };
    this.stream = new Proxy(screen, {
      get: (target, name) => {
        if (name === 'columns') return target.columns === undefined ? undefined : target.columns + this.#wider;
        const value: unknown = own[String(name)] ?? Reflect.get(target, name, target);
        return typeof value === 'function' && !(name in own) ? value.bind(target) : value;
      },
    });
  }

  #of(name: string): Pick<EventEmitter, 'on' | 'off'> {
    return name === 'resize' ? this.#events : this.#screen;
  }

  /** The terminal has another size. @param remake makes the frame anew for it, at once */
  resized(remake: () => void): void {
    this.#muted = true;
    remake();
    // Where its screen becomes narrower, Ink forgets what it has drawn.
    this.#wider = 1;
    this.#events.emit('resize');
    this.#wider = 0;
    this.#muted = false;
    this.#screen.write(blank);
    this.#events.emit('resize');
  }
}
